using System.Text.Json.Nodes;
using LinearAutoencoders.Cli.Display;

namespace LinearAutoencoders.Cli;

/// <summary>How the ranks of one command ended, as a file: a launcher's own exit code need not be that of the tool.</summary>
/// <remarks>It says <c>running</c> until they end; where it still does when the launcher is gone, they were killed.</remarks>
/// <param name="path">The file.</param>
/// <param name="ranks">How many ranks there are.</param>
internal sealed class RankStatus(string path, int ranks)
{
    private const string Running = "running", Done = "done", Failed = "failed";

    public string Path => path;

    /// <summary>The file of an output, a model or a folder: beside it.</summary>
    public static string PathOf(string output) =>
        System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(output)) + ".status.json";

    /// <summary>Whether nobody has said how they ended.</summary>
    public bool IsRunning
    {
        get
        {
            try
            {
                return File.ReadAllText(path).Contains($"\"{Running}\"", StringComparison.Ordinal);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    public void Begin() => Write(new() { ["state"] = Running });

    /// <summary>All ranks came to the end of the command.</summary>
    /// <param name="code">The exit code.</param>
    /// <param name="seconds">What the first rank took, once MPI was there.</param>
    /// <param name="messageSeconds">How long a rank sent, or waited for, messages: the least of all ranks.</param>
    public void End(int code, double seconds, double messageSeconds) => Write(new()
    {
        ["state"] = code == ExitCode.Done ? Done : Failed,
        ["exit_code"] = code,
        ["seconds"] = seconds,
        ["message_seconds"] = messageSeconds,
    });

    /// <summary>A rank ended all of them.</summary>
    public void Fail(int code, int rank, string cause)
    {
        try
        {
            Write(new() { ["state"] = Failed, ["exit_code"] = code, ["rank"] = rank, ["cause"] = cause });
        }
        catch (IOException)
        {
            // Perhaps that disk is the cause, which is said all the same.
        }
    }

    private void Write(JsonObject status)
    {
        status.Add("ranks", ranks);
        AtomicFile.WriteText(path, JsonOutput.Text(status) + "\n");
    }
}
