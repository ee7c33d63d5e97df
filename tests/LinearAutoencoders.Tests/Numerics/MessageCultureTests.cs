using System.Globalization;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Numerics;

/// <summary>Messages have numbers as code has them, whatever the culture of the user's process.</summary>
public class MessageCultureTests
{
    [Fact]
    public void Messages_HaveNumbersOfNoCulture()
    {
        AssertInMessage("cell (1, 0) is -1.5, cell (0, 1) is 0.5;", () =>
            SymmetricEigen.Decompose(Matrix.FromArray(new[,] { { 1, 0.5 }, { -1.5, 1 } })));
        AssertInMessage("(-1, 0) is outside", () => new Matrix<float>(2, 2).Row(-1));
        AssertInMessage("-3 rows from -2 on", () => new Matrix<float>(2, 2).RowRange(-2, -3));
    }

    private static void AssertInMessage(string expected, Action action)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CommaCulture();
        try
        {
            Assert.Contains(expected, Record.Exception(action)!.Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // Made here, since cultures may have been left out of this process.
    private static CultureInfo CommaCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "minus ";
        return culture;
    }
}
