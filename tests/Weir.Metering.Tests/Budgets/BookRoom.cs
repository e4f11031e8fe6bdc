using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Metering.Budgets;
using Weir.Metering.Prices;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Tests.Budgets;

/// <summary>
/// A database, and books on it, each standing for a process of its own. Where processes share the books there may be several; where one owns them, the next one
/// begins with the death of the one before.
/// </summary>
internal sealed class BookRoom : IAsyncDisposable
{
    private readonly bool _isShared;
    private readonly List<MeteringRoom> _rooms;
    private readonly List<BudgetBook> _books = [];

    private BookRoom(bool isShared, MeteringRoom room, ManualTime time)
    {
        _isShared = isShared;
        _rooms = [room];
        Time = time;
    }

    public ManualTime Time { get; }

    public Database Database => Room.Get<Database>();

    public BudgetReader Reader => Room.Get<BudgetReader>();

    public string Folder => Room.Folder.FullPath;

    public string JournalFolder => Room.JournalFolder;

    public static CancellationToken Token => MeteringRoom.Token;

    private MeteringRoom Room => _rooms[^1];

    public static async Task<BookRoom> OpenAsync(bool isShared = true)
    {
        var time = new ManualTime();
        return new BookRoom(isShared, await MeteringRoom.OpenAsync(time: time), time);
    }

    /// <summary>Starts a process on the books.</summary>
    /// <param name="budgets">What is in force.</param>
    /// <param name="node">Its machine.</param>
    /// <param name="lease">How long its holds last without it; a quarter of that is between two looks for orphans.</param>
    public async Task<BudgetBook> StartAsync(IEnumerable<Budget> budgets, string node = "one", TimeSpan? lease = null)
    {
        if (!_isShared)
        {
            await TakeOverAsync();
        }

        var options = new BudgetOptions { Node = node, IsShared = _isShared, HoldLease = lease ?? TimeSpan.FromMinutes(2) };
        var book = new BudgetBook(Database, _isShared ? NoJournal.Instance : Room.Ledger, options, Time, NullLogger<BudgetBook>.Instance);
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

    /// <summary>What the rows say, after everything that was booked.</summary>
    public async Task<BudgetState> StateAsync(Budget budget) => Assert.Single(await StatesAsync([budget]));

    /// <inheritdoc cref="StateAsync"/>
    public async Task<IReadOnlyList<BudgetState>> StatesAsync(IReadOnlyList<Budget> budgets)
    {
        await FoldAsync();
        return await Reader.StatesAsync(budgets, Token);
    }

    /// <inheritdoc cref="StateAsync"/>
    public async Task<IReadOnlyList<HoldRow>> HoldsAsync()
    {
        await FoldAsync();
        return await Reader.HoldsAsync(Token);
    }

    /// <summary>Says what a hold cost, as a person does: to the process that has the books, or, where they are shared, to the rows.</summary>
    public Task<bool> CorrectAsync(HoldRow hold, NanoDollars? usd, long? tokens) =>
        (_isShared ? Room.Get<HoldCorrection>() : new HoldCorrection(Database, _books[^1], Room.Segments())).RunAsync(hold, usd, tokens, Token);

    /// <summary>Books a finished request in the ledger's tables.</summary>
    public Task BookAsync(string id, long nano, long tokens = 0, string? user = null, long cutTokens = 0) =>
        LedgerRows.AddAsync(Database, id, Time.GetUtcNow(), nano, tokens, user, cutTokens);

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

        foreach (var room in Enumerable.Reverse(_rooms))
        {
            await room.DisposeAsync();
        }
    }

    // What a killed process leaves is what the operating system has: nothing is folded, nothing is settled.
    private async Task TakeOverAsync()
    {
        if (_books.Count > 0)
        {
            _books[^1].Dispose();
            Room.Kill();
            _rooms.Add(await MeteringRoom.OpenAsync(time: Time, beside: Room));
        }

        await Room.Ledger.StartAsync(Token);
    }

    private Task FoldAsync() => _isShared || _books.Count == 0 ? Task.CompletedTask : Room.Ledger.FlushAsync(Token);
}
