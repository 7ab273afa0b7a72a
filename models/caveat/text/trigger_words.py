"""Words of this domain that people hide from filters.

Owns the short list against which a disguised spelling is checked: a spelling is only undone when
it comes out as one of these. It is no blocklist; being on it says nothing against a word. May
import nothing of the project.
"""

__all__ = ["TRIGGER_WORDS"]

_CELLS = """
    stem cell cells stemcell stemcells exosome exosomes umbilical placenta marrow adipose
    infusion infusions injection injections transplant peptide peptides
"""
_REMEDIES = """
    acid activate activates activator botanical cannabis capsule capsules chlorine cleanse detox
    dioxide doctor dosage dose dosing drops herb herbal herbs herbalist ivermectin fenbendazole
    laetrile oil oils organic ozone patch patches pills powder product products protocol
    protocols remedies remedy root roots serum supplement supplements syrup tea therapies therapy
    tonic treat treated treatment treatments treats vitamin vitamins
"""
_CLAIMS = """
    cure cured cures curing guarantee guaranteed guarantees heal healed healer healing heals
    health miracle miracles natural pain proven regenerate regenerative remission reverse
    reversed reverses reversing safe success vanish vanished works
"""
_CONDITIONS = """
    alzheimers arthritis asthma autism autistic cancer cancers covid diabetes disease diseases
    dementia fibroid fibroids fibromyalgia hepatitis herpes lupus lyme parkinson parkinsons
    sclerosis stroke tumor tumors tumour tumours vaccine vaccines vaccinated
"""
_CHANNELS = """
    call channel clinic clinics code contact discount email facebook gmail inbox instagram link
    links message messenger number order phone profile promo signal telegram text viber wechat
    whatsapp whatsap watsapp watsap website
"""
_MONEY = """
    bitcoin buy cash cheap crypto dollars free money paypal pharma poison price sale seller
"""

TRIGGER_WORDS = frozenset((_CELLS + _REMEDIES + _CLAIMS + _CONDITIONS + _CHANNELS + _MONEY).split())
"""Lower case, ASCII letters only, three letters or more."""
