"""Small words that one language has and its neighbours have not, or few; folded. They decide where a guess is undecided."""

from worker.normalize.tables.rows import words

FUNCTION_WORDS = {
    "en": words("the of and to on for with after over says said by from as at is are was will has its into amid an"),
    "fr": words(
        "le les des du aux au et dans sur pour par avec une apres selon est sont ont sa ses leur chez entre face dit bat un la en"
    ),
    "de": words(
        "der die das und im auf mit nach fur bei von vom zu zum zur ist sind wird werden uber gegen nicht sich ein eine aus"
    ),
    "es": words("el los las del y por para con una tras segun al su sus mas como entre dice hoy es un la en"),
    "pt": words("o os do da dos das e em no na para por com uma apos ao aos sao diz mais contra um nao apos a as"),
    "it": words("il lo gli di del della dei e in per con una dopo al alla sono nel nella che dice piu un la"),
    "nl": words("het een van en op voor met na bij uit naar zijn niet wordt over aan tegen door te de is"),
    "sv": words("och att som pa av med for till efter fran inte ar ett har i en den det vid mot"),
    "da": words("og af pa med til efter fra ikke er et har i en den det ved mod siger kommer over sig"),
    "no": words("og av pa med til etter fra ikke er et har i en den det ved mot sier opplyser kommer"),
}
