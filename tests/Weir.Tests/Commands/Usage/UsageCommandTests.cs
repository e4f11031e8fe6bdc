using Weir.Gateway.Admin;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Usage;

public sealed class UsageCommandTests
{
    [Fact]
    public async Task The_span_is_counted_back_from_now()
    {
        using var cli = new CliKit();

        await cli.RunAsync("usage", "--by", "key", "--since", "7d", "--until", "2026-06-30");

        var until = new DateTimeOffset(2026, 6, 30, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(new UsageQuestion("key", FixedTime.Now.AddDays(-7), until), Assert.Single(cli.Admin.Calls));
    }

    [Fact]
    public async Task A_name_in_a_sheet_is_neither_a_formula_nor_two_columns()
    {
        using var cli = new CliKit();

        var lines = (await cli.RunAsync("usage", "--csv")).Output.TrimEnd().Split('\n');

        Assert.Equal(2, lines.Length);
        Assert.StartsWith("\"'=lab,gpt\",,2,0,1000,0,0,200,0,0.00325,", lines[1], StringComparison.Ordinal);
    }
}
