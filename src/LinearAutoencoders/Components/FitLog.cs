using Microsoft.Extensions.Logging;

namespace LinearAutoencoders.Components;

/// <summary>What a fit tells a log.</summary>
internal static partial class FitLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Data}: {Rows} rows of {Columns} columns were summed")]
    public static partial void Summed(ILogger logger, string data, long rows, int columns);

    [LoggerMessage(2, LogLevel.Information, "{Data}: {Rule} finds {Count} components ({Explanation})")]
    public static partial void Counted(ILogger logger, string data, string rule, int? count, string explanation);

    [LoggerMessage(3, LogLevel.Information, "{Data}: {Count} components with {Share:P2} of the variance, in {Seconds:0.000} s")]
    public static partial void Fitted(ILogger logger, string data, int count, double share, double seconds);
}
