using System.Diagnostics;
using System.Globalization;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Data;

/// <summary>
///   Reads one damaged file after the other: each is read, or refused by a <see cref="BadDataException"/> of one line; never another
///   exception, more than 2 s, or more memory than 64 MB. <c>tests/fuzz/readers.sh</c> does it with a million files and reports counts.
/// </summary>
/// <param name="read">Reads the content of a file of the number and with the ending given.</param>
internal sealed class FuzzReading(Action<int, string, byte[]> read)
{
    private const long MostBytes = 64L << 20;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Hopeless = TimeSpan.FromSeconds(20);

    private readonly SortedDictionary<string, (int Read, int Refused)> counts = [];

    /// <summary>Reads so many files, or as many as the environment asks for; without being asked, no longer than the budget.</summary>
    public async Task Run(int sample, TimeSpan budget, Func<RandomSource, (string Ending, byte[] Content)> make)
    {
        var asked = Environment.GetEnvironmentVariable("LAE_FUZZ_INPUTS");
        var inputs = asked is null ? sample : int.Parse(asked, CultureInfo.InvariantCulture);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < inputs && (asked is not null || clock.Elapsed < budget); i++)
        {
            var (ending, content) = make(new RandomSource((ulong)i, stream: 0xF022));
            var input = i;
            // On another thread: one that never ends must be told of, not waited for.
            var reading = Task.Run(() => IsRead(input, ending, content), TestContext.Current.CancellationToken);
            await Task.WhenAny(reading, Task.Delay(Hopeless, TestContext.Current.CancellationToken));
            Assert.True(reading.IsCompleted, $"{Text(i, ending, content)} is never read to its end");
            var (before, isRead) = (counts.GetValueOrDefault(ending), await reading);
            counts[ending] = isRead ? before with { Read = before.Read + 1 } : before with { Refused = before.Refused + 1 };
        }
        foreach (var (ending, (wasRead, refused)) in counts)
            TestContext.Current.TestOutputHelper?.WriteLine($"{ending}: {wasRead} read, {refused} refused");
    }

    /// <summary>Most mutations break a file, but not all of them: both ways must have been gone.</summary>
    public void AssertBothWays(params string[] endings) =>
        Assert.All(endings, ending => Assert.True(counts[ending] is { Read: > 0, Refused: > 0 }, ending));

    private static string Text(int input, string ending, byte[] content) => $"input {input} ({ending}, {Convert.ToBase64String(content)})";

    private bool IsRead(int input, string ending, byte[] content)
    {
        var (allocated, processor, clock) =
            (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        try
        {
            read(input, ending, content);
            return true;
        }
        catch (BadDataException refusal)
        {
            Assert.DoesNotContain('\n', refusal.Message);
            return false;
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(Text(input, ending, content), failure);
        }
        finally
        {
            // A busy machine lets a thread wait: that is no fault of the reader.
            var took = new[] { clock.Elapsed, Environment.CpuUsage.TotalTime - processor }.Min();
            Assert.True(took < Longest, $"input {input} ({ending}) took {took}");
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < MostBytes, $"input {input} ({ending}) took too much memory");
        }
    }
}
