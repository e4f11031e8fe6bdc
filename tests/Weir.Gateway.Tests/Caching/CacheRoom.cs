using System.Text;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Dialects.Errors;
using Weir.Gateway.Caching;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Telemetry;
using Weir.Gateway.Tests.Fakes;
using Weir.Metering.Keys;
using Weir.Metering.Ledger;
using Weir.Routing.Configuration;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;
using Weir.Storage;
using Weir.Storage.Folders;
using Weir.Storage.Migrations;
using Weir.Storage.Sqlite;

namespace Weir.Gateway.Tests.Caching;

/// <summary>A cache with a real database, a clock that is set by hand, and targets that are made up.</summary>
internal sealed class CacheRoom : TimeProvider, ISnapshotSource, IUsageLedger, IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-cache-").FullName;
    private readonly GatewayMetrics _metrics = new();
    private readonly ServiceProvider _services;

    private CacheRoom(CacheConfig settings)
    {
        Settings = settings;
        var migrations = MigrationSet.FromResources("gateway", typeof(AnswerCache).Assembly);
        _services = new ServiceCollection().AddLogging().AddSingleton(System).AddStorage(DataFolder.Open(_folder)).AddMigrations(migrations).BuildServiceProvider();
        Cache = NewCache();
        Attempts = new CachedAttempts(Cache, new CacheHit(this, new TargetPrices(this), _metrics, this), this);
    }

    public CacheConfig Settings { get; set; }

    public DateTimeOffset Now { get; set; } = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    public MemoryAnswers Memory { get; } = new();

    public AnswerCache Cache { get; }

    public CachedAttempts Attempts { get; }

    public List<UsageRecord> Records { get; } = [];

    /// <summary>How often a target was asked.</summary>
    public int Asked { get; private set; }

    public RoutingSnapshot Current => new()
    {
        Version = 1,
        Catalog = null!,
        Config = new WeirConfig { Cache = Settings },
        Connections = [],
        Aliases = new Dictionary<string, string>(),
        Models = null!,
    };

    public Database Database => _services.GetRequiredService<Database>();

    public static async Task<CacheRoom> OpenAsync(CacheConfig? settings = null)
    {
        var room = new CacheRoom(settings ?? new CacheConfig { Enabled = true });
        await room._services.GetRequiredService<Migrator>().MigrateAsync(TestContext.Current.CancellationToken);
        return room;
    }

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>When set, the ledger can't be written.</summary>
    public StorageException? IsFull { get; set; }

    public void Append(UsageRecord record)
    {
        if (IsFull is not null)
        {
            throw IsFull;
        }

        Records.Add(record);
    }

    /// <summary>A cache as another process on this database would have it.</summary>
    public AnswerCache NewCache() => new(Cache is null ? Memory : new MemoryAnswers(), new DatabaseAnswers(Database), this, this, NullLogger<AnswerCache>.Instance);

    public async Task<long> RowsAsync()
    {
        await using var connection = await Database.OpenAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM cached_answers");
    }

    /// <summary>One request; the targets answer with a number that counts up.</summary>
    public async Task<CacheAnswer> AskAsync(
        string body,
        Action<IHeaderDictionary>? headers = null,
        ClientKey? key = null,
        Operation? operation = null,
        Func<RequestContext, Task<WeirError?>>? answer = null,
        IReadOnlyList<Target>? targets = null,
        Client? client = null)
    {
        client ??= new Client();
        var bytes = Encoding.UTF8.GetBytes(body);
        client.Http.Request.Body = new MemoryStream(bytes);
        client.Http.Request.ContentLength = bytes.Length;
        headers?.Invoke(client.Http.Request.Headers);
        using var context = new RequestContext(client.Http, operation ?? Operations.ChatCompletions, key ?? Some.Key, Current, "req_test", Now) { Route = new Weir.Routing.Routes.Route("m", [new Weir.Routing.Routes.RouteStep(targets ?? [], Weir.Routing.Routes.Strategy.Order)], new Weir.Routing.Routes.RoutePolicy()) };
        Assert.Null(await RequestReader.ReadAsync(context));
        var error = await Attempts.RunAsync(context, answer ?? (asked => GiveAsync(asked)));
        return new CacheAnswer(error, client.Text, client.Http.Response);
    }

    /// <summary>What a target does that answers well: a whole answer, or a stream where one is wanted.</summary>
    public async Task<WeirError?> GiveAsync(RequestContext context, int status = 200, string? text = null)
    {
        context.Attempts.Add(Some.Attempt());
        context.Response.StatusCode = status;
        context.Response.ContentType = context.Stream ? "text/event-stream" : "application/json";
        await context.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text ?? $$"""{"number":{{++Asked}}}"""));
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        Cache.Dispose();
        _metrics.Dispose();
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}

internal sealed record CacheAnswer(WeirError? Error, string Text, HttpResponse Response)
{
    public string Cache => Response.Headers["x-weir-cache"].ToString();
}
