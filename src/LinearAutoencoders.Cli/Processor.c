/* Linked into the tool's native code for x64: runs before .NET starts, which on an older processor only says that something is missing. */

#include <stdio.h>
#include <unistd.h>

__attribute__((constructor)) static void require_processor(void)
{
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2")) return;
    fputs("lae: this is native code for processors with AVX2 and FMA (x86-64-v3: Intel's since 2013, AMD's since 2015), which this one "
          "is not; take the tool that runs on any machine with .NET, from the package LinearAutoencoders.Cli.any\n", stderr);
    _exit(2);
}
