/* Linked into the tool's native code for x64 Linux: what has to be done before .NET starts. */

#include <limits.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* On an older processor .NET only says that something is missing. */
static void require_processor(void)
{
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2")) return;
    fputs("lae: this is native code for processors with AVX2 and FMA (x86-64-v3: Intel's since 2013, AMD's since 2015), which this one "
          "is not; take the tool that runs on any machine with .NET, from the package LinearAutoencoders.Cli.any\n", stderr);
    _exit(2);
}

/* A processor with AVX-512 goes on with code that multiplies twice as many numbers at a time. That code is a file beside this one, because
   the compiler either takes such registers for granted or does without; copied elsewhere by itself, this file does the same slower. */
static void prefer_wide_code(char **arguments)
{
    static const char suffix[] = "-avx512";
    char path[PATH_MAX + sizeof suffix];
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw") || !__builtin_cpu_supports("avx512cd") ||
        !__builtin_cpu_supports("avx512dq") || !__builtin_cpu_supports("avx512vl")) return;
    ssize_t length = readlink("/proc/self/exe", path, PATH_MAX);
    if (length <= 0 || length == PATH_MAX) return;
    memcpy(path + length, suffix, sizeof suffix);
    execv(path, arguments);
}

/* Where addresses are limited (ulimit -v) .NET makes its heap half of them. Each thread's arena of malloc, 64 MB, would take most of the
   other half; and with no collection in the background the runtime leaves the last page of its table of so small a heap's regions without
   memory, and ends by a segmentation fault as soon as that part of the heap is used (gc.cpp, get_card_table_commit_layout: the page is
   left to the table behind it, which is there only for that collection). */
static void fit_limited_addresses(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return;
    mallopt(M_ARENA_MAX, 1);
    setenv("DOTNET_gcConcurrent", "1", 0);
}

__attribute__((constructor)) static void before_start(int count, char **arguments)
{
    (void)count;
    require_processor();
    prefer_wide_code(arguments);
    fit_limited_addresses();
}
