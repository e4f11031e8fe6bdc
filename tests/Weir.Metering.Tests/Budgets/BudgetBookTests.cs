using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Windows;
using Weir.Metering.Prices;
using Weir.Storage;

namespace Weir.Metering.Tests.Budgets;

public abstract class BudgetBookTests(bool isShared)
{
    private static readonly Budget Dollar = SampleBudgets.Usd("gateway", 1_000_000_000);

    [Fact]
    public async Task Holds_settles_and_releases()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var book = await room.StartAsync([Dollar]);

        var one = (await book.ReserveAsync(room.Request("a", 300), BookRoom.Token)).Reservation!;
        var two = (await book.ReserveAsync(room.Request("b", 200), BookRoom.Token)).Reservation!;
        var held = await room.StateAsync(Dollar);
        book.Settle(one, BookRoom.Usd(120));
        book.Release(two);
        await book.DrainAsync(BookRoom.Token);
        var settled = await room.StateAsync(Dollar);

        Assert.Equal((0, 500), (held.Spent, held.Held));
        Assert.Equal((120, 0), (settled.Spent, settled.Held));
        Assert.Equal(1_000_000_000 - 120, settled.Left);
    }

    [Fact]
    public async Task Settling_twice_books_once()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var book = await room.StartAsync([Dollar]);
        var reservation = (await book.ReserveAsync(room.Request("a", 300), BookRoom.Token)).Reservation!;

        book.Settle(reservation, BookRoom.Usd(100));
        book.Settle(reservation, BookRoom.Usd(100));
        book.Release(reservation);
        await book.DrainAsync(BookRoom.Token);

        Assert.Equal(100, (await room.StateAsync(Dollar)).Spent);
    }

    [Fact]
    public async Task Reserves_on_all_budgets_or_on_none()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var small = SampleBudgets.Tokens("user:ada", 50, SampleBudgets.Daily);
        var book = await room.StartAsync([Dollar, small]);

        var outcome = await book.ReserveAsync(room.Request("a", 100, 51, new() { User = "ada" }), BookRoom.Token);

        Assert.False(outcome.IsReserved);
        Assert.Equal(small.Id, outcome.Refusal.State.Budget.Id);
        Assert.Equal(51, outcome.Refusal.Needed);
        Assert.Equal(0, (await room.StateAsync(Dollar)).Held);
        Assert.True((await book.ReserveAsync(room.Request("b", 100, 51, new() { User = "bob" }), BookRoom.Token)).IsReserved);
    }

    [Fact]
    public async Task A_refusal_says_which_budget_how_much_and_until_when()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var daily = SampleBudgets.Usd("key:ci", 1_000_000_000, SampleBudgets.Daily);
        var book = await room.StartAsync([daily]);
        var subjects = new RequestSubjects { Key = "ci" };
        var spent = (await book.ReserveAsync(room.Request("a", 400_000_000, 0, subjects), BookRoom.Token)).Reservation!;
        book.Settle(spent, BookRoom.Usd(400_000_000));
        await book.ReserveAsync(room.Request("b", 350_000_000, 0, subjects), BookRoom.Token);

        var refusal = (await book.ReserveAsync(room.Request("c", 300_000_000, 0, subjects), BookRoom.Token)).Refusal!;

        Assert.True(refusal.IsHeldByOthers);
        Assert.Equal((400_000_000, 350_000_000, 250_000_000), (refusal.State.Spent, refusal.State.Held, refusal.State.Left));
        Assert.Equal(
            "The daily budget of key:ci has $0.25 left of $1 ($0.4 spent, $0.35 held for requests under way); this request may take $0.3."
            + " It resets 2026-07-02 00:00 UTC.",
            refusal.Message);
        Assert.False((await book.ReserveAsync(room.Request("d", 700_000_000, 0, subjects), BookRoom.Token)).Refusal!.IsHeldByOthers);
    }

    [Fact]
    public async Task What_is_owed_is_booked_whatever_is_left()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var book = await room.StartAsync([Dollar]);

        var owed = (await book.ReserveAsync(room.Request("a", 1_500_000_000) with { IsOwed = true }, BookRoom.Token)).Reservation!;
        book.Settle(owed, BookRoom.Usd(1_500_000_000));
        await book.DrainAsync(BookRoom.Token);

        Assert.Equal((1_500_000_000, 0), ((await room.StateAsync(Dollar)).Spent, (await room.StateAsync(Dollar)).Left));
        Assert.False((await book.ReserveAsync(room.Request("b", 1), BookRoom.Token)).IsReserved);
    }

    [Fact]
    public async Task Money_nobody_can_tell_is_refused_by_a_hard_budget_and_passes_a_soft_one()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var book = await room.StartAsync([Dollar]);
        var request = room.Request("a", 0) with { Worst = WorstCase.Of(new RequestShape { Input = 10 }, Tariff.Unknown.Instance), Output = 5 };

        var hard = await book.ReserveAsync(request, BookRoom.Token);
        await book.UseAsync(new BudgetSet([Dollar with { IsHard = false }]), BookRoom.Token);
        var soft = await book.ReserveAsync(request, BookRoom.Token);

        Assert.Equal(RefusalReason.Unpriced, hard.Refusal!.Reason);
        Assert.True(soft.IsReserved);
    }

    [Fact]
    public async Task Lowers_the_output_to_what_the_budgets_afford_where_the_client_named_none()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var tokens = SampleBudgets.Tokens("gateway", 140);
        var book = await room.StartAsync([Dollar, tokens]);
        var request = room.Request("a", 0) with
        {
            Worst = WorstCase.Of(new RequestShape { Input = 100 }, Tariff.Free.Instance),
            Output = 4_000,
            LeastOutput = 16,
        };

        var lowered = await book.ReserveAsync(request, BookRoom.Token);
        var refused = await book.ReserveAsync(request with { RequestId = "b" }, BookRoom.Token);
        var fixedOutput = await book.ReserveAsync(request with { RequestId = "c", LeastOutput = null }, BookRoom.Token);

        Assert.Equal((40, 140), (lowered.Reservation!.Output, lowered.Reservation.Worst.Tokens));
        Assert.Equal(116, refused.Refusal!.Needed);
        Assert.Equal(4_100, fixedOutput.Refusal!.Needed);
    }

    [Fact]
    public async Task Waits_for_what_others_hold_but_not_for_what_is_spent()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var book = await room.StartAsync([Dollar]);
        var holder = (await book.ReserveAsync(room.Request("a", 900_000_000), BookRoom.Token)).Reservation!;

        var waiting = book.ReserveAsync(room.Request("b", 500_000_000, patience: TimeSpan.FromHours(1)), BookRoom.Token).AsTask();
        await book.DrainAsync(BookRoom.Token);
        var early = waiting.IsCompleted;
        book.Settle(holder, BookRoom.Usd(400_000_000));
        var outcome = await waiting.WaitAsync(TimeSpan.FromSeconds(30), BookRoom.Token);
        var hopeless = await book.ReserveAsync(room.Request("c", 700_000_000, patience: TimeSpan.FromHours(1)), BookRoom.Token);

        Assert.False(early);
        Assert.True(outcome.IsReserved);
        Assert.False(hopeless.IsReserved);
    }

    [Fact]
    public async Task Patience_ends()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var book = await room.StartAsync([Dollar]);
        await book.ReserveAsync(room.Request("a", 900_000_000), BookRoom.Token);

        var waiting = book.ReserveAsync(room.Request("b", 500_000_000, patience: TimeSpan.FromMinutes(1)), BookRoom.Token).AsTask();
        await book.DrainAsync(BookRoom.Token);
        room.Time.Advance(TimeSpan.FromMinutes(2));
        var outcome = await waiting.WaitAsync(TimeSpan.FromSeconds(30), BookRoom.Token);

        Assert.True(outcome.Refusal!.IsHeldByOthers);
    }

    [Fact]
    public async Task A_caller_that_goes_while_it_waits_leaves_no_hold()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var book = await room.StartAsync([Dollar]);
        var holder = (await book.ReserveAsync(room.Request("a", 900_000_000), BookRoom.Token)).Reservation!;
        using var hangUp = new CancellationTokenSource();

        var waiting = book.ReserveAsync(room.Request("b", 500_000_000, patience: TimeSpan.FromHours(1)), hangUp.Token).AsTask();
        await book.DrainAsync(BookRoom.Token);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        book.Release(holder);
        await book.DrainAsync(BookRoom.Token);

        Assert.Empty(await room.HoldsAsync());
        Assert.Equal(0, (await room.StateAsync(Dollar)).Held);
    }

    [Fact]
    public async Task One_attempt_has_one_hold()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var book = await room.StartAsync([Dollar]);
        await book.ReserveAsync(room.Request("a", 1), BookRoom.Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() => book.ReserveAsync(room.Request("a", 1), BookRoom.Token).AsTask());

        Assert.Equal(1, (await room.StateAsync(Dollar)).Held);
        Assert.True((await book.ReserveAsync(room.Request("a", 1) with { Attempt = 2 }, BookRoom.Token)).IsReserved);
    }

    [Fact]
    public async Task A_settlement_belongs_to_the_window_of_its_hold()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var daily = SampleBudgets.Usd("gateway", 1_000, SampleBudgets.Daily);
        var book = await room.StartAsync([daily]);
        var late = (await book.ReserveAsync(room.Request("a", 1_000), BookRoom.Token)).Reservation!;

        room.Time.Advance(TimeSpan.FromHours(12));
        var next = await book.ReserveAsync(room.Request("b", 1_000), BookRoom.Token);
        book.Settle(late, BookRoom.Usd(900));
        await book.DrainAsync(BookRoom.Token);
        var today = await room.StateAsync(daily);
        room.Time.Advance(TimeSpan.FromHours(-12));
        var yesterday = await room.StateAsync(daily);

        Assert.True(next.IsReserved);
        Assert.Equal((0, 1_000), (today.Spent, today.Held));
        Assert.Equal((900, 0), (yesterday.Spent, yesterday.Held));
    }

    [Fact]
    public async Task A_clock_that_goes_back_opens_no_rolling_budget()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var hour = SampleBudgets.Usd("gateway", 1_000, new BudgetWindow { Kind = WindowKind.Rolling, Length = TimeSpan.FromHours(1) });
        var book = await room.StartAsync([hour]);
        book.Settle((await book.ReserveAsync(room.Request("a", 1_000), BookRoom.Token)).Reservation!, BookRoom.Usd(1_000));

        room.Time.Advance(TimeSpan.FromDays(-3));
        var back = await book.ReserveAsync(room.Request("b", 1), BookRoom.Token);
        room.Time.Advance(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(59));
        var still = await book.ReserveAsync(room.Request("c", 1), BookRoom.Token);
        room.Time.Advance(TimeSpan.FromMinutes(3));
        var open = await book.ReserveAsync(room.Request("d", 1_000), BookRoom.Token);

        Assert.False(back.IsReserved);
        Assert.False(still.IsReserved);
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 13, 1, 0, TimeSpan.Zero), still.Refusal.State.ResetsAt);
        Assert.True(open.IsReserved);
    }

    [Fact]
    public async Task Hostile_costs_neither_wrap_around_nor_give_anything_back()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var book = await room.StartAsync([Dollar]);
        var one = (await book.ReserveAsync(room.Request("a", 10), BookRoom.Token)).Reservation!;
        var two = (await book.ReserveAsync(room.Request("b", 10), BookRoom.Token)).Reservation!;
        var three = (await book.ReserveAsync(room.Request("c", 10), BookRoom.Token)).Reservation!;

        book.Settle(one, new Charge(new NanoDollars(long.MinValue), long.MinValue));
        await book.DrainAsync(BookRoom.Token);
        var afterNegative = await room.StateAsync(Dollar);
        book.Settle(two, new Charge(new NanoDollars(long.MaxValue), long.MaxValue));
        book.Settle(three, new Charge(new NanoDollars(long.MaxValue), long.MaxValue));
        await book.DrainAsync(BookRoom.Token);
        var afterHuge = await room.StateAsync(Dollar);

        Assert.Equal((0, 20), (afterNegative.Spent, afterNegative.Held));
        Assert.Equal((long.MaxValue, 0), (afterHuge.Spent, afterHuge.Held));
        Assert.False((await book.ReserveAsync(room.Request("d", 1), BookRoom.Token)).IsReserved);
    }

    [Fact]
    public async Task A_new_budget_begins_with_what_the_ledger_has_of_its_window()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        await room.BookAsync("old", 70, user: "ada");
        room.Time.Advance(TimeSpan.FromDays(1));
        await room.BookAsync("new", 30, 5, user: "ada", cutTokens: 3);
        await room.BookAsync("other", 9, user: "bob");
        var daily = SampleBudgets.Usd("user:ada", 100, SampleBudgets.Daily);
        var rolling = SampleBudgets.Usd("user:ada", 100, new BudgetWindow { Kind = WindowKind.Rolling, Length = TimeSpan.FromHours(48) });
        var model = SampleBudgets.Tokens("model:lab/m", 100);
        var tokens = SampleBudgets.Tokens("user:ada", 100);

        await room.StartAsync([daily, rolling, model, tokens]);

        Assert.Equal(30, (await room.StateAsync(daily)).Spent);
        Assert.Equal(100, (await room.StateAsync(rolling)).Spent);
        Assert.Equal(8, (await room.StateAsync(model)).Spent);
        Assert.Equal(8, (await room.StateAsync(tokens)).Spent);
    }

    [Fact]
    public async Task Another_reset_hour_does_not_open_a_budget()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var daily = SampleBudgets.Usd("gateway", 100, SampleBudgets.Daily);
        var book = await room.StartAsync([daily]);
        var reservation = (await book.ReserveAsync(room.Request("a", 30), BookRoom.Token)).Reservation!;
        await room.BookAsync("a", 30);
        book.Settle(reservation, BookRoom.Usd(30));
        var changed = daily with { Window = daily.Window with { ResetHour = 6 } };

        await book.UseAsync(new BudgetSet([changed]), BookRoom.Token);

        Assert.Equal(daily.Id, changed.Id);
        Assert.Equal(30, (await room.StateAsync(changed)).Spent);
    }

    [Fact]
    public async Task Closed_books_let_nothing_through()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var book = await room.StartAsync([Dollar]);
        await book.StopAsync(BookRoom.Token);

        await Assert.ThrowsAsync<StorageException>(() => book.ReserveAsync(room.Request("a", 1), BookRoom.Token).AsTask());
    }
}

/// <summary>Where several processes share the books.</summary>
public sealed class SharedBudgetBookTests() : BudgetBookTests(isShared: true)
{
    [Fact]
    public async Task The_last_cents_go_to_as_many_as_they_suffice_for()
    {
        await using var room = await BookRoom.OpenAsync(isShared: true);
        var cents = SampleBudgets.Usd("gateway", 100, SampleBudgets.Daily);
        var books = new[] { await room.StartAsync([cents], "one"), await room.StartAsync([cents], "two"), await room.StartAsync([cents], "three") };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(
            i => Task.Run(async () => await books[i % books.Length].ReserveAsync(room.Request($"r{i}", 7), BookRoom.Token))));

        Assert.Equal(14, outcomes.Count(outcome => outcome.IsReserved));
        Assert.Equal(98, (await room.StateAsync(cents)).Held);
        Assert.Empty(await room.Reader.CheckAsync(BookRoom.Token));
    }
}

/// <summary>Where one process owns them.</summary>
public sealed class OwnBudgetBookTests() : BudgetBookTests(isShared: false);
