/** An invented thread, in the form the box takes. No such clinic, and a number that rings nowhere. */

export const PAGE_TITLE = "Small trial finds fat-derived stem cells safe in multiple sclerosis";

export const THREAD = `My husband has secondary progressive MS and turned 61 in May. Is anyone near Leeds running a trial like this one, and would his age rule him out?

> I had the injections in a hospital study two years ago. By the second summer I could do my own buttons again. It might be chance, but I am glad I went.

> Don't wait for your neurologist. Ask for Mirela at Ostermere Cell House in Varna, she has five places left for June at the old price. Call 555-0143 or message me and I will pass you on.

>> Please be careful with Ostermere Cell House. My sister paid 14,000 in March, came home with an infection, and nothing has changed since.

This proves it. Fat stem cells rebuild myelin in every kind of MS and there are no side effects, because the cells are your own.`;
