using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Catalog;
using Weir.Credentials;
using Weir.Gateway.Batches;
using Weir.Gateway.Lasting;
using Weir.Gateway.Tests.Fakes;
using Weir.Metering.Ledger;
using Weir.Metering.Usage;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;
using Weir.Storage.Sqlite;

namespace Weir.Gateway.Tests.Batches;

/// <summary>The real store and the real ledger; a small server in the place of the provider.</summary>
public sealed class BatchSettlerTests : IAsyncLifetime
{
    private const string Line = """{"response":{"body":{"model":"m","usage":{"prompt_tokens":3,"completion_tokens":4}}}}""";

    private static readonly Resource Batch = new() { Id = "batch_1", Connection = "acme", Kind = Resource.Batch, KeyId = "key_test", CreatedAt = DateTimeOffset.UnixEpoch };

    private static readonly BatchObject Told = new("batch_1", IsOver: true, "file_out", null, 1_760_000_000, 1_760_000_600, null, null);

    private BatchRoom? _room;

    private Connection Provider => _room!.Connection;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_that_is_booked_again_after_a_crash_stays_booked_once()
    {
        var settler = Get<BatchSettler>();
        await Get<ResourceStore>().AddAsync([Batch], Token);

        // A crash between the booking and the mark makes the next run book again.
        await settler.SettleAsync(Batch, Told, Provider, Token);
        await settler.SettleAsync(Batch, Told, Provider, Token);
        await Get<UsageLedger>().FlushAsync(Token);

        await using var database = await Get<Database>().OpenAsync(Token);
        Assert.Equal((1, 6, 8), await database.QuerySingleAsync<(long, long, long)>("SELECT count(*), sum(input), sum(output) FROM requests"));
        Assert.Empty(await Get<ResourceStore>().OpenAsync(Token));
    }

    [Fact]
    public async Task Answers_count_by_the_piece_and_one_without_usage_makes_its_row_an_estimate()
    {
        _room!.Provider.Answer(
            "GET /v1/files/file_out/content",
            """
            {"response":{"status_code":200,"body":{"model":"m","usage":{"prompt_tokens":3,"completion_tokens":4}}}}
            {"response":{"status_code":200,"body":{"model":"m","data":[{},{}]}}}
            {"response":{"status_code":200,"body":{"model":"n","usage":{"prompt_tokens":3,"completion_tokens":4}}}}
            {"response":{"status_code":400,"body":{"error":{"message":"no"}}}}
            """);
        var price = new ModelPrice(new TokenRates(0, 0), []) { Origin = "test", Units = new UnitRates { Request = 0.01m, Image = 0.1m } };
        var connection = Provider with { Models = Enumerable.Range('m', 2).Select(static letter => $"{(char)letter}").ToDictionary(static id => id, id => new CatalogModel { Id = id, Name = id, Price = price }) };

        await Get<BatchSettler>().SettleAsync(Batch, Told, connection, Token);
        await Get<UsageLedger>().FlushAsync(Token);

        await using var database = await Get<Database>().OpenAsync(Token);
        var rows = await database.QueryAsync<(string, long, long, string)>("SELECT r.model_answered, r.cost_nano, r.estimated, a.detail FROM requests r JOIN attempts a ON a.request_id = r.id ORDER BY 1");
        Assert.Equal([("acme/m", 220_000_000, 1, "batch_1: 2 answers, 1 of them without usage."), ("acme/n", 10_000_000, 0, "batch_1: 1 answers.")], rows);
    }

    [Theory]
    [InlineData(-3600, -600L, -600)]
    [InlineData(-3600, -7200L, -3600)]
    [InlineData(-3600, 7200L, 0)]
    [InlineData(-3600, null, 0)]
    [InlineData(-3600, long.MaxValue, 0)]
    public async Task A_batch_lands_in_the_time_at_which_it_ended_and_is_told_of_now(int made, long? ended, int booked)
    {
        var now = DateTimeOffset.UtcNow;
        var batch = Batch with { CreatedAt = now.AddSeconds(made) };
        var told = Told with { Ended = ended is null or long.MaxValue ? ended : now.ToUnixTimeSeconds() + ended };

        await Get<BatchSettler>().SettleAsync(batch, told, Provider, Token);
        await Get<UsageLedger>().FlushAsync(Token);

        var row = Assert.Single((await Get<UsageQueries>().RecentAsync(new UsageFilter(), 10, null, Token)).Requests);
        Assert.Equal(now.AddSeconds(booked), row.Record.Time, TimeSpan.FromSeconds(5));
        var over = Assert.Single(await Get<EndedRequests>().SinceAsync(now.AddSeconds(-1), 10, Token));
        Assert.InRange(over.At, now.AddSeconds(-1), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task The_first_key_that_an_id_belongs_to_keeps_it()
    {
        var store = Get<ResourceStore>();
        await store.AddAsync([Batch], Token);
        await store.AddAsync([Batch with { KeyId = "key_other" }, Batch with { Connection = "b", KeyId = "key_other" }], Token);

        Assert.Equal("acme", Assert.Single(await store.FindAsync("batch_1", "key_test", Token)).Connection);
        Assert.Equal("b", Assert.Single(await store.FindAsync("batch_1", "key_other", Token)).Connection);
    }

    [Fact]
    public async Task A_connection_that_can_t_sign_in_leaves_its_batch_open_and_the_watch_running()
    {
        await Get<ResourceStore>().AddAsync([Batch], Token);
        var failure = new CredentialException(CredentialFailure.SignInNeeded, "Nobody is signed in.", "Sign in.");
        using var watch = Watch(Provider with { Auth = new ScriptedAuth(failure) });

        await watch.CheckAsync(Batch, Token);

        Assert.Equal("batch_1", Assert.Single(await Get<ResourceStore>().OpenAsync(Token)).Id);
    }

    [Fact]
    public async Task A_ledger_that_can_t_be_written_leaves_the_batch_open_and_the_watch_running()
    {
        await Get<ResourceStore>().AddAsync([Batch], Token);
        _room!.Provider.Answer("GET /v1/batches/batch_1", """{"id":"batch_1","object":"batch","status":"completed","output_file_id":"file_out","completed_at":1760000600}""");
        await Get<UsageLedger>().StopAsync(Token);
        Get<UsageLedger>().Dispose();
        using var watch = Watch(Provider);

        await watch.CheckAsync(Batch, Token);

        Assert.Contains(_room.Provider.Asked, static asked => asked.Path == "GET /v1/files/file_out/content");
        Assert.Equal("batch_1", Assert.Single(await Get<ResourceStore>().OpenAsync(Token)).Id);
    }

    public async ValueTask InitializeAsync() => _room = await BatchRoom.OpenAsync(("GET /v1/files/file_out/content", $"{Line}\n{Line}\n"));

    public async ValueTask DisposeAsync() => await _room!.DisposeAsync();

    private LastingWatch Watch(Connection connection) => new(
        Get<ResourceStore>(),
        Get<IEnumerable<ILastingWork>>(),
        new OneConnection(Get<ISnapshotSource>().Current with { Connections = [connection] }),
        TimeProvider.System,
        NullLogger<LastingWatch>.Instance);

    private T Get<T>()
        where T : notnull => _room!.Get<T>();

    private sealed record OneConnection(RoutingSnapshot Current) : ISnapshotSource;
}
