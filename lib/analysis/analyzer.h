/* SPDX-License-Identifier: GPL-2.0-or-later */
/* analyzer.h - inside lib/analysis: what an analyzer holds */
#ifndef NPO_LIB_ANALYSIS_ANALYZER_H
#define NPO_LIB_ANALYSIS_ANALYZER_H

#include "npo/analysis.h"

struct npo_analyzer {
	npo_words *words;
	npo_buf term;		/* a term that was cut */
	npo_buf posting;	/* a term as the database has it */
	npo_strset *gathered;	/* terms of documents, or NULL */
};

#endif
