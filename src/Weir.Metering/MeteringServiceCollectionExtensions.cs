using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Weir.Metering.Alerts;
using Weir.Metering.Analytics.Projection;
using Weir.Metering.Analytics.Questions;
using Weir.Metering.Analytics.Rollups;
using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Definitions;
using Weir.Metering.Keys;
using Weir.Metering.Ledger;
using Weir.Metering.Ledger.Changes;
using Weir.Metering.Ledger.Folding;
using Weir.Metering.Ledger.Journal;
using Weir.Metering.People;
using Weir.Metering.Prices;
using Weir.Metering.RateLimits;
using Weir.Metering.Reconciling;
using Weir.Metering.Usage;
using Weir.Metering.Usage.Histograms;
using Weir.Storage;
using Weir.Storage.Folders;
using Weir.Storage.Migrations;
using Weir.Storage.Sqlite;

namespace Weir.Metering;

/// <summary>Puts the room together.</summary>
public static class MeteringServiceCollectionExtensions
{
    private const string Scope = "metering";
    private const string JournalFolder = "journal";

    /// <summary>
    /// Adds prices, keys, the ledger, its queries and budgets, on top of <c>AddStorage</c>. The ledger's loop and the watch over the keys run only
    /// where a host starts its services; a command that merely reads needs no host.
    /// </summary>
    public static IServiceCollection AddMetering(
        this IServiceCollection services, LedgerOptions? ledger = null, BudgetOptions? budgets = null) => services
        .AddMigrations(MigrationSet.FromResources(Scope, typeof(MeteringServiceCollectionExtensions).Assembly))
        .AddPrices()
        .AddKeys()
        .AddLedger(ledger ?? new LedgerOptions())
        .AddUsage()
        .AddAlerts()
        .AddBudgets(budgets ?? new BudgetOptions());

    private static IServiceCollection AddPrices(this IServiceCollection services) => services.AddSingleton<PriceBook>();

    private static IServiceCollection AddKeys(this IServiceCollection services) => services
        .AddSingleton(provider => new KeyTable(provider.GetRequiredService<Database>()))
        .AddSingleton(provider => new KeyRing(provider.GetRequiredService<KeyTable>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IKeyRing>(provider => provider.GetRequiredService<KeyRing>())
        .AddSingleton(provider => new KeyStore(
            provider.GetRequiredService<KeyTable>(), provider.GetRequiredService<KeyRing>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new PeopleTable(provider.GetRequiredService<Database>()))
        .AddSingleton(provider => new PeopleDirectory(provider.GetRequiredService<PeopleTable>()))
        .AddSingleton(provider => new PeopleStore(
            provider.GetRequiredService<PeopleTable>(), provider.GetRequiredService<PeopleDirectory>(), provider.GetRequiredService<KeyRing>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddHostedService<KeyRingRefresher>();

    private static IServiceCollection AddLedger(this IServiceCollection services, LedgerOptions options)
    {
        services.TryAddSingleton(Random.Shared);
        return services
            .AddSingleton(options)
            .AddSingleton<RequestIds>()
            .AddSingleton(provider => new SegmentFiles(provider.GetRequiredService<DataFolder>().OpenSubfolder(JournalFolder)))
            .AddSingleton<JournalFold>()
            .AddSingleton(provider => new LedgerRecovery(
                provider.GetRequiredService<SegmentFiles>(), provider.GetRequiredService<JournalFold>()))
            .AddSingleton(provider => new UsageLedger(
                provider.GetRequiredService<SegmentFiles>(),
                provider.GetRequiredService<JournalFold>(),
                provider.GetRequiredService<LedgerOptions>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<UsageLedger>>()))
            .AddSingleton<IUsageLedger>(provider => provider.GetRequiredService<UsageLedger>())
            .AddHostedService(provider => provider.GetRequiredService<UsageLedger>());
    }

    private static IServiceCollection AddAlerts(this IServiceCollection services) =>
        services.AddSingleton(provider => new AlertTable(provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>()));

    private static IServiceCollection AddUsage(this IServiceCollection services) => services
        .AddSingleton<UsageQueries>()
        .AddSingleton<EndedRequests>()
        .AddSingleton<HistogramReader>()
        .AddSingleton<LedgerCalls>()
        .AddSingleton<AnswerShares>()
        .AddSingleton<UsageAnalytics>()
        .AddSingleton<ProjectionReader>()
        .AddSingleton<LedgerChanges>()
        .AddSingleton(provider => new RollupBackfill(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RollupBackfill>>()))
        .AddHostedService(provider => provider.GetRequiredService<RollupBackfill>());

    // After the ledger: the books are opened on a ledger that runs, and closed before it.
    private static IServiceCollection AddBudgets(this IServiceCollection services, BudgetOptions options) => services
        .AddSingleton(options)
        .AddSingleton<RateLimiter>()
        .AddSingleton(provider => new BudgetTable(provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new RateLimitTable(provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new RunCapTable(provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new BudgetReader(provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new HoldCorrection(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<BudgetBook>(), provider.GetRequiredService<SegmentFiles>()))
        .AddSingleton(provider => new BudgetBook(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<UsageLedger>(),
            provider.GetRequiredService<BudgetOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<BudgetBook>>()))
        .AddHostedService(provider => provider.GetRequiredService<BudgetBook>());
}
