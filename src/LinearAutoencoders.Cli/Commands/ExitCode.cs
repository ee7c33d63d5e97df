namespace LinearAutoencoders.Cli;

/// <summary>What the tool tells the shell.</summary>
internal static class ExitCode
{
    public const int Done = 0, RunFailed = 1, BadInput = 2, Interrupted = 130, HungUp = 129, Terminated = 143;
}
