using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Metering.Budgets;
using Weir.Metering.Prices;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Tests.Budgets;

/// <summary>A database, and as many books on it as a test wants: each stands for a process of its own.</summary>
internal sealed class BookRoom : IAsyncDisposable
{
    private readonly MeteringRoom _room;
    private readonly List<BudgetBook> _books = [];

    private BookRoom(MeteringRoom room, ManualTime time)
    {
        _room = room;
        Time = time;
    }

    public ManualTime Time { get; }

    public Database Database => _room.Get<Database>();

    public BudgetReader Reader => _room.Get<BudgetReader>();

    public HoldCorrection Correction => _room.Get<HoldCorrection>();

    public string Folder => _room.Folder.FullPath;

    public static CancellationToken Token => MeteringRoom.Token;

    public static async Task<BookRoom> OpenAsync()
    {
        var time = new ManualTime();
        return new BookRoom(await MeteringRoom.OpenAsync(time: time), time);
    }

    /// <summary>Starts a process on the books.</summary>
    /// <param name="budgets">What is in force.</param>
    /// <param name="node">Its machine.</param>
    /// <param name="lease">How long its holds last without it; a quarter of that is between two looks for orphans.</param>
    public async Task<BudgetBook> StartAsync(IEnumerable<Budget> budgets, string node = "one", TimeSpan? lease = null)
    {
        var book = new BudgetBook(Database, _ => Task.CompletedTask, new BudgetOptions { Node = node, HoldLease = lease ?? TimeSpan.FromMinutes(2) }, Time, NullLogger<BudgetBook>.Instance);
        _books.Add(book);
        await book.StartAsync(Token);
        await book.UseAsync(new BudgetSet(budgets), Token);
        return book;
    }

    public ReserveRequest Request(string id, long nano, long tokens = 0, RequestSubjects subjects = default, TimeSpan patience = default) => new()
    {
        RequestId = id,
        Attempt = 1,
        At = Time.GetUtcNow(),
        Subjects = subjects,
        Worst = WorstCase.Fixed(Usd(nano, tokens)),
        Patience = patience,
    };

    public static Charge Usd(long nano, long tokens = 0) => new(new NanoDollars(nano), tokens);

    public async Task<BudgetState> StateAsync(Budget budget) => Assert.Single(await Reader.StatesAsync([budget], Token));

    /// <summary>Books a finished request with one attempt in the ledger's tables.</summary>
    public Task BookAsync(string id, long nano, long tokens = 0, string? user = null) =>
        LedgerRows.AddAsync(Database, id, Time.GetUtcNow(), nano, tokens, user);

    /// <summary>What the ledger sums up to.</summary>
    public async Task<long> LedgerAsync()
    {
        await using var connection = await Database.OpenAsync(Token);
        return await connection.ExecuteScalarAsync<long>("SELECT coalesce(sum(cost_nano), 0) FROM attempts");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var book in _books)
        {
            await book.StopAsync(CancellationToken.None);
            book.Dispose();
        }

        await _room.DisposeAsync();
    }
}
