using Microsoft.AspNetCore.Http;
using Weir.Catalog;
using Weir.Gateway.Batches;
using Weir.Gateway.Lasting;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Tests.Fakes;
using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Windows;
using Weir.Metering.Ledger;
using Weir.Metering.Prices;
using Weir.Routing.Routes;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Tests.Batches;

public sealed class BatchHoldsTests : IAsyncLifetime
{
    private const string File =
        """
        {"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":{"model":"m","max_tokens":10,"messages":[]}}
        {"custom_id":"2","method":"POST","url":"/v1/chat/completions","body":{"model":"n","max_tokens":10,"messages":[]}}
        """;

    private static readonly Budget OfKey = new()
    {
        Subject = new Subject(SubjectKind.Key, "test"),
        Unit = BudgetUnit.Usd,
        Limit = NanoDollars.FromUsd(1).Value,
        Window = new BudgetWindow { Kind = WindowKind.Lifetime },
    };

    private BatchRoom? _room;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_that_goes_between_two_models_leaves_nothing_held()
    {
        var book = _room!.Get<BudgetBook>();
        await book.StartAsync(Token);
        await book.UseAsync(new BudgetSet([OfKey]), Token);
        using var client = new CancellationTokenSource();
        var holds = new BatchHolds(book, _room.Get<LastingHolds>(), _room.Get<TargetTariffs>(), _room.Get<Debts>(), _room.Get<ConnectionCalls>(), new RequestIds(new GoneAtSecond(client), new Random(1)));
        var price = new ModelPrice(new TokenRates(1, 10), []) { Origin = "test" };
        var connection = _room.Connection with
        {
            Models = Enumerable.Range('m', 2).Select(static letter => $"{(char)letter}").ToDictionary(static id => id, id => new CatalogModel { Id = id, Name = id, ContextLimit = 1000, OutputLimit = 100, Price = price }),
        };
        using var context = new RequestContext(new DefaultHttpContext(), Operations.Batches, Some.Key, _room.Get<ISnapshotSource>().Current, "req_test", DateTimeOffset.UtcNow)
        {
            Route = Route.To(new Target(connection, "-", null, "acme")),
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => holds.HoldAsync(context, connection, "in", client.Token));
        await book.DrainAsync(Token);

        var state = Assert.Single(await _room.Get<BudgetReader>().StatesAsync([OfKey], Token));
        Assert.Equal((0, 0), (state.Spent, state.Held));
        await book.StopAsync(Token);
    }

    public async ValueTask InitializeAsync() => _room = await BatchRoom.OpenAsync(("GET /v1/files/in/content", File));

    public async ValueTask DisposeAsync() => await _room!.DisposeAsync();

    /// <summary>A clock by which the client hangs up when the second hold gets its id.</summary>
    private sealed class GoneAtSecond(CancellationTokenSource client) : TimeProvider
    {
        private int _asked;

        public override DateTimeOffset GetUtcNow()
        {
            if (++_asked == 2)
            {
                client.Cancel();
            }

            return base.GetUtcNow();
        }
    }
}
