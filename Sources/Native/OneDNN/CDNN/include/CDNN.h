// Matrix multiplication by oneDNN behind opaque handles: no C++ and no oneDNN type crosses this header.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/// Version of the library, such as 2.6.3, as three numbers in one: 20603.
int cdnn_version(void);

#ifdef __cplusplus
}
#endif
