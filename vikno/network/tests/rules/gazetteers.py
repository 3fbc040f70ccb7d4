"""A fictional oblast with what makes addresses hard: homonyms, old names, an exclave of names, a city of its own."""

from vikno.network.rules.gazetteer import Gazetteer, Place

OBLAST, OTHER_OBLAST = "UA97000000000000001", "UA98000000000000002"
RAION, OTHER_RAION = "UA97020000000000003", "UA97040000000000004"
KALYNA, VERBA, VERBA_FAR = "UA97020010000000010", "UA97020030000000020", "UA97040050000000030"
BIG_CITY = "UA99000000000000005"


def place(code: str, category: str, name: str, hromada: str = "", **more: object) -> Place:
    oblast = more.pop("oblast", OBLAST)
    raion = more.pop("raion", RAION)
    return Place(code, category, name, str(oblast), str(raion), hromada, **more)  # type: ignore[arg-type]


KALYNIV = "UA97020010010000011"  # city, centre of Калинівська
MAK = "UA97020010020000012"
MAK_SETTLEMENT = "UA97020010030000013"
STAVKY = "UA97020010040000014"
RENAMED = "UA97020010050000015"
VERBIVKA = "UA97020030010000021"  # village, centre of Вербівська
STAVKY_OF_VERBA = "UA97020030020000022"
NEAR_RIVER = "UA97020030030000023"
VERBOVE = "UA97040050010000031"  # settlement, centre of the other Вербівська
LONELY = "UA97040050020000032"
KALYNIV_ELSEWHERE = "UA98020010010000041"


def fictional() -> Gazetteer:
    return Gazetteer(
        [
            place(OBLAST, "O", "Надрічанська", raion=""),
            place(OTHER_OBLAST, "O", "Загірська", oblast=OTHER_OBLAST, raion=""),
            place(BIG_CITY, "K", "Столичне", oblast=BIG_CITY, raion=""),
            place(RAION, "P", "Калинівський", raion=RAION),
            place(OTHER_RAION, "P", "Вербівський", raion=OTHER_RAION),
            place(KALYNA, "H", "Калинівська", KALYNA),
            place(KALYNIV, "M", "Калинів", KALYNA, postcodes=frozenset({"11111"})),
            place(MAK, "C", "Мак", KALYNA),
            place(MAK_SETTLEMENT, "X", "Мак", KALYNA, old_names=(("Мак", "T"),)),
            place(STAVKY, "C", "Великі Ставки", KALYNA),
            place(RENAMED, "C", "Соборне", KALYNA, old_names=(("Жовтневе", "C"),)),
            place(VERBA, "H", "Вербівська", VERBA),
            place(VERBIVKA, "C", "Вербівка", VERBA),
            place(STAVKY_OF_VERBA, "C", "Ставки", VERBA),
            place(NEAR_RIVER, "C", "Надрічне", VERBA),
            place(VERBA_FAR, "H", "Вербівська", VERBA_FAR, raion=OTHER_RAION),
            place(VERBOVE, "X", "Вербове", VERBA_FAR, raion=OTHER_RAION),
            place(LONELY, "C", "Самотнє", VERBA_FAR, raion=OTHER_RAION),
            place("UA98020010000000040", "H", "Калинівська", "UA98020010000000040", oblast=OTHER_OBLAST, raion=""),
            place(KALYNIV_ELSEWHERE, "C", "Калинів", "UA98020010000000040", oblast=OTHER_OBLAST, raion=""),
        ]
    )
