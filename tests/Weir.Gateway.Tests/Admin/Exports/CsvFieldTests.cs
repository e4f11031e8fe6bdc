using Weir.Gateway.Admin.Exports;

namespace Weir.Gateway.Tests.Admin.Exports;

public sealed class CsvFieldTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =1+1", "'  =1+1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\uff1d1", "'\uff1d1")]
    [InlineData("=cmd|'/c calc'!A1,\"x\"", "\"'=cmd|'/c calc'!A1,\"\"x\"\"\"")]
    public void A_field_is_a_text_whatever_stands_in_it(string? text, string field) => Assert.Equal(field, CsvField.Of(text));
}
