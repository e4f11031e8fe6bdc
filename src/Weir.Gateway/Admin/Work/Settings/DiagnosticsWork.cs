using Weir.Gateway.Admin.Settings;
using Weir.Gateway.Admin.Work.Alerts;
using Weir.Gateway.Admin.Work.Usage;
using Weir.Metering.Usage;

namespace Weir.Gateway.Admin.Work.Settings;

/// <summary>Gathers what somebody who helps needs to know. What is not known to be harmless stays out.</summary>
internal sealed class DiagnosticsWork(SettingsWork settings, ConnectionStatuses statuses, UsageQueries usage, LedgerView ledger, AlertWork alerts, TimeProvider time)
{
    private const int MostFailures = 50;
    private const int MostAlerts = 1000;

    public async Task<DiagnosticsReport> GatherAsync(CancellationToken cancellationToken)
    {
        await ledger.CatchUpAsync(cancellationToken);
        var failed = await usage.RecentAsync(Usages.Filter(new RequestFilter { Failed = true }), MostFailures, before: null, cancellationToken);
        var open = await alerts.ListAsync(open: true, MostAlerts, cancellationToken);
        return new DiagnosticsReport
        {
            At = time.GetUtcNow(),
            Settings = DiagnosticsScrub.Of(await settings.ReadAsync(cancellationToken)),
            Process = new ProcessFacts(Environment.WorkingSet, GC.GetTotalMemory(forceFullCollection: false), GC.CollectionCount(GC.MaxGeneration), ThreadPool.ThreadCount, Environment.ProcessorCount),
            Connections = [.. (await statuses.ListAsync(cancellationToken)).Select(static one =>
                new ConnectionFacts(one.Name, one.Provider, one.Status, one.Credential, one.LastError, one.LastErrorAt, one.Models, one.RequestsToday))],
            Failures = [.. failed.Requests.Select(static request => Entries.Of(request)).Select(static request =>
                new FailureFacts(request.Id, request.Time, request.Operation, request.Connection, request.Status, request.Error, request.AttemptCount, request.DurationMs))],
            OpenAlerts = open.CountBy(static alert => alert.Kind).OrderBy(static pair => pair.Key, StringComparer.Ordinal).ToDictionary(),
        };
    }
}
