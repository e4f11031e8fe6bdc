using Weir.Catalog.Snapshot;
using Weir.Routing.Configuration;
using Weir.Routing.Saved;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Routing.Tests.Saved;

public sealed class SavedBlockTests
{
    private static readonly SnapshotCatalog Catalog = SnapshotCatalog.Embedded();

    [Fact]
    public void Settings_are_read_as_a_block_of_the_file_is()
    {
        var connection = Connection("""{"headers": {"x-team": "a"}, "models": ["plain", {"id": "m", "cost": {"input": 1, "output": 2.5}, "limit": {"context": 1000}, "tool_call": true}]}""");

        Assert.Null(connection.NotServed);
        Assert.Equal(SavedConnection.Origin, connection.Origin);
        Assert.Equal("a", connection.Headers["x-team"]);
        Assert.Equal(["plain", "m"], connection.Models.Keys);
        Assert.Equal((1000, 2.5m), (connection.Models["m"].ContextLimit, connection.Models["m"].Price!.Base.Output));
        Assert.Equal("http://127.0.0.1:9/v1", connection.BaseUrl!.AbsoluteUri);
    }

    [Theory]
    [InlineData("""{"headers": {"x-a": "${SECRET}"}}""", "${SECRET}")]
    [InlineData("""{"headers": {"x-a": "{env:SECRET}"}}""", "{env:SECRET}")]
    [InlineData("""{"headers": {"x-a": "$${SECRET}"}}""", "$${SECRET}")]
    public void Texts_stand_for_themselves(string settings, string sent) => Assert.Equal(sent, Connection(settings).Headers["x-a"]);

    [Theory]
    [InlineData("""{"headers": {"x-a": {"env": "SECRET"}}}""", "takes a text")]
    [InlineData("""{"headers": {"x-a": {"file": "/etc/hostname"}}}""", "takes a text")]
    [InlineData("""{"api_key": "k"}""", "can't be set")]
    [InlineData("""{"auth": {"command": ["sh"]}}""", "can't be set")]
    [InlineData("""{"name": "other"}""", "can't be set")]
    [InlineData("""{"models": [{"id": "m", "limit": {"context": "many"}}]}""", "limit.context")]
    [InlineData("""{"modles": []}""", "can't be set")]
    [InlineData("[]", "must be an object")]
    [InlineData("{", "no JSON")]
    public void What_the_file_would_refuse_is_told_and_not_served(string settings, string told)
    {
        Assert.Contains(told, SavedBlock.Check(Saved(settings), Catalog)[0], StringComparison.Ordinal);
        Assert.Contains(told, Connection(settings).NotServed, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_wrong_with_empty_settings() => Assert.Empty(SavedBlock.Check(Saved("{}"), Catalog));

    private static SavedConnection Saved(string settings) =>
        new() { Name = "lab", Provider = "openai-compatible", BaseUrl = new Uri("http://127.0.0.1:9/v1"), Settings = settings };

    private static Connection Connection(string settings) =>
        new SnapshotBuilder(Catalog, static name => name == "SECRET" ? "leaked" : null).Build(WeirConfig.Empty, 1, [Saved(settings)]).FindConnection("lab")!;
}
