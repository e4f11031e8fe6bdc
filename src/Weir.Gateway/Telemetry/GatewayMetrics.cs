using System.Diagnostics;
using System.Diagnostics.Metrics;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Metering.Ledger;
using Weir.Routing.Targets;

namespace Weir.Gateway.Telemetry;

/// <summary>The gateway's metrics. Labels are few and bounded: the provider, the model as the catalogue names it, the operation; never a key or a user.</summary>
internal sealed class GatewayMetrics : IDisposable
{
    private readonly Meter _meter = new(TelemetryNames.Source);
    private readonly Histogram<double> _duration;
    private readonly Histogram<long> _tokens;
    private readonly Histogram<double> _firstChunk;
    private readonly Counter<double> _cost;
    private readonly Counter<long> _refusedKeys;

    public GatewayMetrics()
    {
        _duration = _meter.CreateHistogram<double>(TelemetryNames.OperationDuration, "s", "Time from a request's arrival to its end.");
        _tokens = _meter.CreateHistogram<long>(TelemetryNames.TokenUsage, "{token}", "Tokens of a request.");
        _firstChunk = _meter.CreateHistogram<double>(TelemetryNames.TimeToFirstChunk, "s", "Time from a request's arrival to the first byte of its answer.");
        _cost = _meter.CreateCounter<double>(TelemetryNames.Cost, "{USD}", "What the requests cost.");
        _refusedKeys = _meter.CreateCounter<long>(TelemetryNames.RefusedKeys, "{request}", "Requests without a good key.");
    }

    public void NoteRefusedKey() => _refusedKeys.Add(1);

    public void Note(RequestContext context, UsageRecord record)
    {
        var target = context.Current?.Target;
        var (provider, model, operation) = Labels(target, record);
        if (record.Error == ErrorKind.Unknown)
        {
            _duration.Record(record.Duration.TotalSeconds, provider, model, operation);
        }
        else
        {
            var tags = new TagList { provider, model, operation, new(TelemetryNames.ErrorType, record.Error.Code()) };
            _duration.Record(record.Duration.TotalSeconds, tags);
        }

        if (record.TimeToFirstByte is { } first)
        {
            _firstChunk.Record(first.TotalSeconds, provider, model, operation);
        }

        NoteUsage(target, record);
    }

    /// <summary>Notes what was used and what it cost, alone: for bills that come without a request.</summary>
    public void NoteUsage(Target? target, UsageRecord record)
    {
        var (provider, model, operation) = Labels(target, record);
        if (record.Usage.Input > 0)
        {
            _tokens.Record(record.Usage.Input, new TagList { provider, model, operation, new(TelemetryNames.TokenType, "input") });
        }

        if (record.Usage.Output > 0)
        {
            _tokens.Record(record.Usage.Output, new TagList { provider, model, operation, new(TelemetryNames.TokenType, "output") });
        }

        if (record.Cost is { Value: > 0 } cost)
        {
            _cost.Add((double)cost.ToUsd(), provider, model, operation);
        }
    }

    public void Dispose() => _meter.Dispose();

    private static (KeyValuePair<string, object?> Provider, KeyValuePair<string, object?> Model, KeyValuePair<string, object?> Operation) Labels(Target? target, UsageRecord record) => (
        new(TelemetryNames.ProviderName, target?.Connection.Provider.Id ?? "none"),
        // A model on no list is free text out of a request: it must not become a label.
        new(TelemetryNames.RequestModel, target?.Model?.Id ?? "other"),
        new(TelemetryNames.OperationName, record.Operation));
}
