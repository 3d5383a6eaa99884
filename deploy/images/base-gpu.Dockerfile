# boxstream/base with MXNet 1.9.1 for CUDA 11, CUDA 11.8 and cuDNN 8.9. Not run on a GPU yet. The libraries come from
# PyPI, where their makers publish them; nothing of Python stays in the image.
FROM boxstream/base AS libraries
USER root
RUN apt-get update \
    && apt-get install -y --no-install-recommends libquadmath0 python3-pip \
    && rm -rf /var/lib/apt/lists/*
ARG PIP_INDEX_URL
WORKDIR /tmp/wheels
RUN pip download --no-deps --no-cache-dir --quiet mxnet-cu112==1.9.1 \
    && mkdir -p /opt/mxnet-cuda \
    && unzip -qoj mxnet_cu112-*.whl 'mxnet/*.so*' -d /opt/mxnet-cuda \
    && rm *.whl
RUN pip download --no-deps --no-cache-dir --quiet \
        nvidia-cublas-cu11==11.11.3.6 \
        nvidia-cuda-nvrtc-cu11==11.8.89 \
        nvidia-cuda-runtime-cu11==11.8.89 \
        nvidia-cudnn-cu11==8.9.6.50 \
        nvidia-cufft-cu11==10.9.0.58 \
        nvidia-curand-cu11==10.3.0.86 \
        nvidia-cusolver-cu11==11.4.1.48 \
        nvidia-cusparse-cu11==11.7.5.86 \
        nvidia-nccl-cu11==2.21.5 \
        nvidia-nvtx-cu11==11.8.86 \
    && for wheel in *.whl; do unzip -qoj "$wheel" 'nvidia/*.so*' -d /opt/mxnet-cuda; done \
    && rm *.whl \
    && ln -s libcudart.so.11.0 /opt/mxnet-cuda/libcudart.so \
    && cp /usr/lib/x86_64-linux-gnu/libquadmath.so.0 /opt/mxnet-cuda/ \
    && chmod a+r /opt/mxnet-cuda/*

FROM boxstream/base
COPY --from=libraries --chown=root:root /opt/mxnet-cuda/ /opt/mxnet-cuda/
# The NVIDIA container toolkit adds the driver (libcuda.so.1) where these are set.
ENV MXNET_LIBRARY_PATH=/opt/mxnet-cuda \
    LD_LIBRARY_PATH=/opt/mxnet-cuda \
    NVIDIA_VISIBLE_DEVICES=all \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility
