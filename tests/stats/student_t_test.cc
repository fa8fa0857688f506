#include "benchgate/stats/student_t.h"

#include <gtest/gtest.h>

using benchgate::stats::student_t_upper_quantile;

// scipy.stats.t.isf(tail, degrees), SciPy 1.10.1.
TEST(StudentT, HasTheQuantilesOfScipy) {
  EXPECT_NEAR(student_t_upper_quantile(0.01, 19), 2.5394831906, 1e-9);
  EXPECT_NEAR(student_t_upper_quantile(5e-5, 19), 4.8974615889, 1e-9);
  EXPECT_NEAR(student_t_upper_quantile(0.025, 9), 2.2621571627, 1e-9);
  EXPECT_NEAR(student_t_upper_quantile(1e-6, 4), 41.577854150, 1e-6);
}
