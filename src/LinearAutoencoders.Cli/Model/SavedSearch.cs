using LinearAutoencoders.Cli.Display;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Cli.Model;

/// <summary>A search on the rows that can be gone on with: after each pass its state is kept in a file.</summary>
/// <param name="path">The file; null: nothing is kept.</param>
internal sealed class SavedSearch(string? path)
{
    /// <summary>The same search, from the state in the file on, if there is one.</summary>
    /// <param name="search">How it is looked for.</param>
    /// <param name="data">In which data.</param>
    /// <param name="asked">What else determines the search.</param>
    /// <param name="team">The threads, and ranks: the first of which has the file.</param>
    /// <param name="display">Is told that it goes on.</param>
    public EigenOptions Of(EigenOptions search, Dataset data, string asked, WorkerTeam team, RunDisplay display)
    {
        if (path is null) return search;
        var identity = $"{MomentShards.IdentityOf(data.Source, team, default)} {asked} {search.Solver} {search.Memory} "
            + $"{Provenance.LibraryVersion}";
        var stored = Stored(path, team.Ranks);
        var saved = stored.Length == 0 ? null : SearchFile.Read(path, stored, identity);
        if (saved is not null) display.Say($"{path}: the search goes on from there");
        return search with
        {
            Saved = saved,
            AfterPass = team.Ranks is { Rank: > 0 } ? null : state => SearchFile.Save(path, identity, state),
        };
    }

    /// <summary>Removes the file once there is a model.</summary>
    public void End()
    {
        if (path is not null) File.Delete(path);
    }

    private static byte[] Stored(string path, IRanks? ranks)
    {
        var bytes = ranks is { Rank: > 0 } || !File.Exists(path) ? [] : File.ReadAllBytes(path);
        return ranks is null ? bytes : ranks.FromFirst(bytes);
    }
}
