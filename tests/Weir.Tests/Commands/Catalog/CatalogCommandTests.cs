using Weir.Catalog.Snapshot;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Catalog;

public sealed class CatalogCommandTests
{
    private const string Source =
        """{"acme":{"id":"acme","name":"Acme","env":["ACME_API_KEY"],"npm":"@ai-sdk/openai-compatible","api":"https://api.acme.test/v1","doc":"https://acme.test","models":{"one":{"id":"one","name":"One","attachment":false,"reasoning":false,"tool_call":true,"release_date":"2026-01-01","last_updated":"2026-01-01","modalities":{"input":["text"],"output":["text"]},"open_weights":false,"limit":{"context":1000,"output":100},"cost":{"input":1,"output":2}}}}}""";

    [Fact]
    public async Task A_sync_writes_the_data_folder_and_a_second_one_changes_nothing()
    {
        using var cli = new CliKit();
        await File.WriteAllTextAsync(Path.Combine(cli.Folder, "api.json"), Source);

        var first = (await cli.RunAsync("catalog", "sync", "--models-dev", "api.json", "--json")).Json();
        var second = (await cli.RunAsync("catalog", "sync", "--models-dev", "api.json", "--json")).Json();
        var info = (await cli.RunAsync("catalog", "info", "--json")).Json();

        Assert.True(first.GetProperty("written").GetBoolean());
        Assert.False(second.GetProperty("changed").GetBoolean());
        Assert.False(second.GetProperty("written").GetBoolean());
        Assert.Equal(Path.Combine(cli.DataFolder, "catalog.jsonl"), info.GetProperty("path").GetString());
        Assert.True(SnapshotCatalog.Open(Path.Combine(cli.DataFolder, "catalog.jsonl")).TryGetProvider("acme", out _));
    }

    [Fact]
    public async Task A_check_writes_nothing_and_fails_on_a_difference()
    {
        using var cli = new CliKit();
        cli.Http.Answer = request => request.RequestUri!.Host == "models.dev" ? FakeHttp.Json(Source) : null;

        var result = await cli.RunAsync("catalog", "sync", "--check");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.False(Directory.Exists(cli.DataFolder));
    }

    [Fact]
    public async Task An_address_that_does_not_answer_is_told_with_the_way_round()
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync("catalog", "sync");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("--models-dev FILE", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_difference_is_told_in_words()
    {
        using var cli = new CliKit();
        await File.WriteAllTextAsync(Path.Combine(cli.Folder, "api.json"), Source);

        var none = await cli.RunAsync("catalog", "diff");
        var some = await cli.RunAsync("catalog", "diff", "--models-dev", "api.json");

        Assert.Empty(none.Output);
        Assert.Contains("new provider acme (1 model)", some.Output, StringComparison.Ordinal);
    }
}
