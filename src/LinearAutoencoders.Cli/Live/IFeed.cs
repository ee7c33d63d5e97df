namespace LinearAutoencoders.Cli.Live;

/// <summary>What a page is told: events with rising numbers.</summary>
internal interface IFeed
{
    /// <summary>What is new after an event; after 0, all that a page needs, in the order of the numbers.</summary>
    IReadOnlyList<FeedEvent> After(long id);

    /// <summary>Looks once more at what there is, however little time has passed.</summary>
    void Refresh();
}

/// <summary>An event of the page: its number, its kind, and its content as JSON on one line.</summary>
internal sealed record FeedEvent(long Id, string Kind, string Data);

/// <summary>What the button of a page stops: everything, or the run that is chosen.</summary>
internal enum StopScope { All, Chosen }
