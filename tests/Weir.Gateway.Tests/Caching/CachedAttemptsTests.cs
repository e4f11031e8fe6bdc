using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Tests.Fakes;
using Weir.Metering.Ledger;
using Weir.Metering.Prices;
using Weir.Routing.Configuration;
using Weir.Routing.Targets;
using Weir.Storage;

namespace Weir.Gateway.Tests.Caching;

public sealed class CachedAttemptsTests
{
    private const string Body = """{"model":"m","messages":[],"temperature":1}""";

    private static readonly WeirError Broken = new(ErrorKind.NetworkError, "It broke.", "");

    [Fact]
    public async Task The_same_request_gets_the_same_bytes_and_a_row_that_cost_nothing()
    {
        await using var room = await CacheRoom.OpenAsync();
        var first = await room.AskAsync(Body);
        room.Now += TimeSpan.FromSeconds(90);
        var second = await room.AskAsync("""{ "temperature": 1, "messages": [], "user": "u7", "model": "m" }""");

        Assert.Equal(("miss", "hit"), (first.Cache, second.Cache));
        Assert.Equal(("""{"number":1}""", """{"number":1}"""), (first.Text, second.Text));
        Assert.Equal(("application/json", 12L), (second.Response.ContentType, second.Response.ContentLength));
        Assert.Equal(("acme/m", "0", "90"), (second.Response.Headers["x-weir-model"].ToString(), second.Response.Headers["x-weir-attempts"].ToString(), second.Response.Headers.Age.ToString()));
        var row = Assert.Single(room.Records);
        Assert.Equal((NanoDollars.Zero, UsageRecord.ByCache, "acme/m", 200, "chat"), (row.Cost!.Value, row.AnsweredBy, row.ModelAnswered, row.Status, row.Operation));
        Assert.Empty(row.Attempts);
        Assert.Null(row.Connection);
    }

    [Fact]
    public async Task A_hit_that_the_ledger_can_t_take_gives_nothing_out()
    {
        await using var room = await CacheRoom.OpenAsync();
        await room.AskAsync(Body);
        room.IsFull = new StorageException("No space left on device.", "Free some space.");
        var client = new Client();

        await Assert.ThrowsAsync<StorageException>(() => room.AskAsync(Body, client: client));

        Assert.Equal(("", false), (client.Text, client.Http.Response.Headers.ContainsKey("x-weir-model")));
    }

    [Fact]
    public async Task Off_it_does_nothing()
    {
        await using var room = await CacheRoom.OpenAsync(new CacheConfig());
        await room.AskAsync(Body);

        Assert.Equal("", (await room.AskAsync(Body)).Cache);
        Assert.Equal((2, 0), (room.Asked, room.Memory.Count));
    }

    [Fact]
    public async Task A_stream_is_no_answer_to_who_wants_a_whole_and_is_given_again_as_a_stream()
    {
        await using var room = await CacheRoom.OpenAsync();
        var stream = Body.Replace("}", ",\"stream\":true}", StringComparison.Ordinal);
        await room.AskAsync(Body);
        Assert.Equal("miss", (await room.AskAsync(stream)).Cache);

        var again = await room.AskAsync(stream);
        Assert.Equal(("hit", """{"number":2}""", "text/event-stream"), (again.Cache, again.Text, again.Response.ContentType));
        Assert.Null(again.Response.ContentLength);
        Assert.Equal("no-cache", again.Response.Headers.CacheControl);
    }

    [Fact]
    public async Task An_answer_belongs_to_its_key_unless_the_scope_is_the_gateway()
    {
        await using var room = await CacheRoom.OpenAsync();
        var other = Some.Key with { Id = "key_other" };
        await room.AskAsync(Body);
        Assert.Equal("miss", (await room.AskAsync(Body, key: other)).Cache);

        room.Settings = room.Settings with { IsShared = true };
        Assert.Equal("miss", (await room.AskAsync(Body)).Cache);
        Assert.Equal("hit", (await room.AskAsync(Body, key: other)).Cache);

        // A key that may not use the target gets nothing of it.
        Assert.Equal("miss", (await room.AskAsync(Body, key: other with { AllowedModels = ["b/m"] })).Cache);

        // Answers of Responses have ids that only their key can ask for.
        await room.AskAsync("""{"model":"m","input":"x"}""", operation: Operations.Responses);
        Assert.Equal("miss", (await room.AskAsync("""{"model":"m","input":"x"}""", key: other, operation: Operations.Responses)).Cache);
    }

    [Fact]
    public async Task No_store_is_neither_read_nor_written_and_no_cache_is_written()
    {
        await using var room = await CacheRoom.OpenAsync();
        Assert.Equal("miss", (await room.AskAsync(Body, static headers => headers.CacheControl = "max-age=0, No-Store")).Cache);
        Assert.Equal(0, room.Memory.Count);

        await room.AskAsync(Body);
        Assert.Equal("""{"number":3}""", (await room.AskAsync(Body, static headers => headers.CacheControl = "no-store")).Text);
        Assert.Equal("""{"number":4}""", (await room.AskAsync(Body, static headers => headers.CacheControl = "no-cache")).Text);
        Assert.Equal("""{"number":4}""", (await room.AskAsync(Body)).Text);
    }

    [Fact]
    public async Task Only_answers_that_went_well_are_kept()
    {
        await using var room = await CacheRoom.OpenAsync(new CacheConfig { Enabled = true, MaxEntryBytes = 100 });
        await room.AskAsync(Body, answer: context => room.GiveAsync(context, status: 400));
        await room.AskAsync(Body, answer: context => room.GiveAsync(context, text: """{"id":"resp_1","error":{"message":"failed"}}"""));
        await room.AskAsync(Body, answer: context => room.GiveAsync(context, text: new string('x', 101)));
        await room.AskAsync(Body, answer: async context =>
        {
            await room.GiveAsync(context);
            return Broken;
        });
        await room.AskAsync(Body, answer: async context =>
        {
            await room.GiveAsync(context);
            context.Current!.Fail(ErrorKind.UnexpectedResponse, "An error in the stream.");
            return null;
        });

        Assert.Equal(0, room.Memory.Count);
    }

    [Fact]
    public async Task What_refers_to_something_else_or_uses_a_test_session_is_left_alone()
    {
        await using var room = await CacheRoom.OpenAsync();
        await room.AskAsync("""{"model":"m","input":"x","previous_response_id":"resp_1"}""", operation: Operations.Responses);
        await room.AskAsync("""{"model":"m","input":"x","background":true}""", operation: Operations.Responses);
        await room.AskAsync(Body, static headers => headers["x-weir-session"] = "s");
        await room.AskAsync($$"""{"model":"m","input":{{new string('[', 63)}}{{new string(']', 63)}},"x":{{new string('[', 70)}}{{new string(']', 70)}}}""", operation: Operations.Responses, answer: static _ => Task.FromResult<WeirError?>(null));
        Assert.Equal(0, room.Memory.Count);

        Assert.Equal("", (await room.AskAsync("""{"model":"m","input":"x"}""", operation: Operations.Moderations)).Cache);
        Assert.Equal("miss", (await room.AskAsync("""{"model":"m","input":"x","previous_response_id":null,"background":false}""", operation: Operations.Responses)).Cache);
        await room.AskAsync("""{"model":"m","input":"x"}""", operation: Operations.Embeddings);
        Assert.Equal(2, room.Memory.Count);
    }

    [Fact]
    public async Task Headers_that_change_the_answer_count()
    {
        await using var room = await CacheRoom.OpenAsync();
        await room.AskAsync(Body);

        foreach (var name in (string[])["anthropic-beta", "openai-beta", "x-weir-strict", "x-weir-chain"])
        {
            Assert.Equal("miss", (await room.AskAsync(Body, headers => headers[name] = "1")).Cache);
            Assert.Equal("hit", (await room.AskAsync(Body, headers => headers[name] = "1")).Cache);
        }
    }

    [Fact]
    public async Task An_answer_that_is_too_old_is_not_given_again()
    {
        await using var room = await CacheRoom.OpenAsync();
        await room.AskAsync(Body);
        room.Now += room.Settings.Ttl - TimeSpan.FromSeconds(1);
        Assert.Equal("hit", (await room.AskAsync(Body)).Cache);
        room.Now += TimeSpan.FromSeconds(1);
        Assert.Equal("miss", (await room.AskAsync(Body)).Cache);
    }

    [Fact]
    public async Task A_key_with_a_list_gets_answers_of_its_targets()
    {
        await using var room = await CacheRoom.OpenAsync();
        var listed = Some.Key with { AllowedModels = ["acme/m"] };
        var target = new Target(Some.Connection(), "m", null, "acme/m");
        await room.AskAsync(Body, key: listed);

        Assert.Equal("miss", (await room.AskAsync(Body, key: listed)).Cache);
        Assert.Equal("hit", (await room.AskAsync(Body, key: listed, targets: [target])).Cache);
    }
}
