using System.Runtime.InteropServices;

namespace LinearAutoencoders.Benchmarks.Products;

/// <summary>The processor time that the calling thread has used.</summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;

    public static bool IsAvailable => OperatingSystem.IsLinux();

    public static double Seconds
    {
        get
        {
            _ = GetTime(ThreadCpuTime, out var time);
            return time.Seconds + time.Nanoseconds * 1e-9;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Moment time);

    private readonly struct Moment
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
