namespace LinearAutoencoders.Tests.Figures;

public class FontTests
{
    [Theory]
    [InlineData(".png")]
    [InlineData(".svg")]
    public void Figures_AreTheSameBytes_WithAndWithoutFonts(string ending)
    {
        var fontless = FontlessProcess.Draw(ending);
        Assert.SkipWhen(fontless is null, "this system does not let a process hide its fonts");

        var here = ending == ".png" ? FontlessProcess.Figure.Png() : FontlessProcess.Figure.SvgBytes();
        Assert.Equal(here, fontless);
    }
}
