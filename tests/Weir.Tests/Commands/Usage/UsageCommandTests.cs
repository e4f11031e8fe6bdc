using Weir.Gateway.Admin.Usage;
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
        Assert.Equal(new UsageQuestion("key", FixedTime.Now.AddDays(-7), until), cli.Admin.Calls[0]);
    }

    [Fact]
    public async Task Second_group_zone_and_filters_are_asked_for()
    {
        using var cli = new CliKit();

        await cli.RunAsync("usage", "--by", "team", "--then", "model", "--timezone", "Europe/Berlin", "--user", "ada", "--tag", "app=1", "--json");

        var asked = new UsageQuestion("team") { Then = "model", TimeZone = "Europe/Berlin", Filters = new UsageFilters { User = "ada", Tag = "app=1" } };
        Assert.Equal(asked, Assert.Single(cli.Admin.Calls));
    }

    [Fact]
    public async Task The_month_is_told_in_a_sentence()
    {
        using var cli = new CliKit();

        var told = (await cli.RunAsync("usage")).Output;

        Assert.Contains("You are on track for $1,120.25 this month ($980.00 to $1,300.00 in 8 of 10 cases); $41.50 so far.", told, StringComparison.Ordinal);
        Assert.Contains("Caches saved $0.012: prompt caches $0.01, the answer cache $0.002 in 3 answers.", told, StringComparison.Ordinal);
        Assert.Contains("312 ms", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_in_a_sheet_is_neither_a_formula_nor_two_columns()
    {
        using var cli = new CliKit();

        var lines = (await cli.RunAsync("usage", "--csv")).Output.TrimEnd().Split('\n');

        Assert.Equal(2, lines.Length);
        Assert.StartsWith("\"'=lab,gpt\",,2,0,1000,0,0,200,0,0.00325,0,0,3,0.01,0.002,312,", lines[1], StringComparison.Ordinal);
        Assert.Equal(lines[0].Split(',').Length, lines[1].Replace("=lab,gpt", "", StringComparison.Ordinal).Split(',').Length);
    }
}
