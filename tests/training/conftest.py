"""Two small texts that the tests of training share."""

import pytest

from training.corpora import read_conllu
from training.texts import Text

CONLLU = """\
# newdoc id = harbour
# newpar
# sent_id = harbour-1
# text = "We don't know," the mayor said.
1\t"\t"\tPUNCT\t``\t_\t5\tpunct\t_\tSpaceAfter=No
2\tWe\twe\tPRON\tPRP\tPronType=Prs\t5\tnsubj\t_\tEntity=(1-person-new-cf1-1-coref)
3-4\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
3\tdo\tdo\tAUX\tVBP\t_\t5\taux\t_\t_
4\tn't\tnot\tPART\tRB\t_\t5\tadvmod\t_\t_
5\tknow\tknow\tVERB\tVB\tVerbForm=Inf\t10\tccomp\t_\tSpaceAfter=No
6\t,\t,\tPUNCT\t,\t_\t5\tpunct\t_\tSpaceAfter=No
7\t"\t"\tPUNCT\t''\t_\t5\tpunct\t_\t_
8\tthe\tthe\tDET\tDT\t_\t9\tdet\t_\tEntity=(2-person-new-cf1-2-coref
9\tmayor\tmayor\tNOUN\tNN\t_\t10\tnsubj\t_\tEntity=2)
10\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
11\t.\t.\tPUNCT\t.\t_\t10\tpunct\t_\t_

# newpar
# sent_id = harbour-2
# text = Old Port of Varnholm reopened.
1\tOld\told\tADJ\tNNP\t_\t2\tamod\t_\tEntity=(3-place-new-cf1-2-sgl
2\tPort\tPort\tPROPN\tNNP\t_\t5\tnsubj\t_\t_
3\tof\tof\tADP\tIN\t_\t4\tcase\t_\t_
4\tVarnholm\tVarnholm\tPROPN\tNNP\t_\t2\tnmod\t_\tEntity=(4-place-new-cf2-1-sgl)3)
5\treopened\treopen\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_
"""


@pytest.fixture
def harbour() -> Text:
    """Two paragraphs of one sentence: a quote, and a name inside a name."""
    return next(read_conllu(CONLLU.splitlines()))
