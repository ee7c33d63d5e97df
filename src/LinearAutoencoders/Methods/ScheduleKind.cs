namespace LinearAutoencoders.Methods;

/// <summary>What becomes of the learning rate during a run.</summary>
public enum ScheduleKind
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>It falls to zero along half a cosine: α·½(1 + cos(πt/t_end)) in step t = 0, 1, … of t_end.</summary>
    Cosine,
}
