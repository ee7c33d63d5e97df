namespace LinearAutoencoders.Methods;

/// <summary>Whose method it is, so that many can be asked for at once.</summary>
public enum MethodOrigin
{
    /// <summary>Nobody's who is named here: a user's, or this project's.</summary>
    Own,

    /// <summary>Trained in the paper's own experiments.</summary>
    Paper,

    /// <summary>Of the work that the paper is related to (its section 3).</summary>
    Related,
}
