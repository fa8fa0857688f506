#include "benchgate/cli/text_table.h"

#include <gtest/gtest.h>

using benchgate::cli::text_table;

TEST(TextTable, AlignsColumnsAndPadsNoLastOne) {
  EXPECT_EQ(text_table({{"A", "LONG", "X"}, {"bbb", "c", "d"}}), "A    LONG  X\nbbb  c     d\n");
}

TEST(TextTable, TakesRowsOfDifferentLengths) {
  EXPECT_EQ(text_table({{"a"}, {"b", "c"}}), "a\nb  c\n");
  EXPECT_EQ(text_table({}), "");
}
