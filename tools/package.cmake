# The Debian package of the tool: `cpack -G DEB` in the build folder. ci/package.sh says for which
# distribution, by CPACK_DEBIAN_PACKAGE_RELEASE.
set(CPACK_PACKAGE_NAME benchgate)
set(CPACK_PACKAGE_VENDOR "The benchgate developers")
set(CPACK_PACKAGE_CONTACT "The benchgate developers <benchgate@invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS git)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Measures base and head of a change side by side with Google Benchmark, compares
 with stored baselines, and says in a pull request what became slower.")
include(CPack)
