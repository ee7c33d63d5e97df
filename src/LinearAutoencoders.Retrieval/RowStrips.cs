using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Retrieval;

/// <summary>Work on rows of which each is for itself, a few of them at a time, on a team.</summary>
internal static class RowStrips
{
    /// <summary>Rows of a strip, usually: the second-level cache has them from the first look at them to the last.</summary>
    private const int Strip = 64;

    /// <summary>Does all.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="act">Is told which is the first of a strip, and how many it has.</param>
    /// <param name="team">The threads to use.</param>
    /// <param name="strip">Rows of a strip: fewer where each is much work.</param>
    public static void Run(int rows, Action<int, int> act, WorkerTeam team, int strip = Strip) =>
        team.Run(new StripPart(rows, act, strip), (rows + strip - 1) / strip);

    /// <summary>Does one row after the other.</summary>
    /// <inheritdoc cref="Run"/>
    public static void Each(int rows, Action<int> act, WorkerTeam team, int strip = Strip) => Run(rows, (start, count) =>
    {
        for (var i = start; i < start + count; i++) act(i);
    }, team, strip);

    private readonly struct StripPart(int rows, Action<int, int> act, int strip) : IPartedJob
    {
        public void Run(int part, int parts) => act(part * strip, Math.Min(strip, rows - part * strip));
    }
}
