#include "benchgate/base/system_reason.h"

#include <cerrno>
#include <cstring>

namespace benchgate {
namespace {

const char* advice_for(int error) {
  switch (error) {
    case EAGAIN:
      return "; raise the limit of processes and threads (ulimit -u), or end other programs";
    case EMFILE:
      return "; raise the limit of open files (ulimit -n)";
    case EFBIG:
      return "; raise the limit of file sizes (ulimit -f)";
    case ENOSPC:
      return "; free some space there";
    default:
      return "";
  }
}

}  // namespace

std::string system_reason(int error) {
  return std::string(std::strerror(error)) + advice_for(error);
}

}  // namespace benchgate
