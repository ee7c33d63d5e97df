namespace LinearAutoencoders.Reproduction.Report;

/// <summary>The paper, where it can be read.</summary>
internal static class PaperLink
{
    public const string Address = "https://arxiv.org/abs/2007.06731";

    public const string Text = "Bao, Lucas, Sachdeva, Grosse: Regularized linear autoencoders recover the principal components, "
        + "eventually. NeurIPS 2020.";

    /// <summary>The only address on the page: nothing is loaded from it.</summary>
    public const string Html = $"<a href=\"{Address}\" rel=\"noreferrer\">{Text}</a>";

    public const string Markdown = $"[{Text}]({Address})";
}
