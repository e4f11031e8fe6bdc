using Microsoft.Extensions.Logging;
using Weir.Routing.Configuration;

namespace Weir.Routing.Snapshots;

/// <summary>Holds the snapshot that runs and swaps it for one made of a changed file; a bad file is refused as a whole.</summary>
public sealed partial class SnapshotHolder : ISnapshotSource
{
    private readonly Lock _lock = new();
    private readonly SnapshotBuilder _builder;
    private readonly SnapshotSources _sources;
    private readonly TimeProvider _time;
    private readonly ILogger<SnapshotHolder> _logger;
    private RoutingSnapshot _current;
    private ConfigStatus _status;

    /// <summary>Reads the configuration for the first time.</summary>
    /// <exception cref="ConfigException">It has errors.</exception>
    public SnapshotHolder(SnapshotBuilder builder, SnapshotSources sources, TimeProvider time, ILogger<SnapshotHolder> logger)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(time);
        (_builder, _sources, _time, _logger) = (builder, sources, time, logger);
        var load = sources.Config();
        _current = Build(load.Config ?? throw new ConfigException(load.Problems), 1);
        _status = new ConfigStatus(time.GetUtcNow(), time.GetUtcNow(), load.Problems) { Stamp = load.Stamp };
        LogProblems(load);
    }

    /// <summary>weir.yaml was read again; the argument says whether it was taken.</summary>
    public event Action<bool>? Reloaded;

    public RoutingSnapshot Current => Volatile.Read(ref _current);

    public ConfigStatus Status => Volatile.Read(ref _status);

    /// <summary>Reads the configuration again. Returns whether it was taken; <see cref="Status"/> says why not.</summary>
    public bool Reload()
    {
        var taken = Read();
        Reloaded?.Invoke(taken);
        return taken;
    }

    private bool Read()
    {
        lock (_lock)
        {
            var load = _sources.Config();
            LogProblems(load);
            var now = _time.GetUtcNow();
            if (load.Config is null)
            {
                Volatile.Write(ref _status, _status with { CheckedAt = now, Problems = load.Problems, Stamp = load.Stamp });
                LogRefused();
                return false;
            }

            Volatile.Write(ref _current, Build(load.Config, _current.Version + 1));
            Volatile.Write(ref _status, new ConfigStatus(now, now, load.Problems) { Stamp = load.Stamp });
            LogTaken(_current.Version, _current.Connections.Count);
            return true;
        }
    }

    /// <summary>Folds what changed beside weir.yaml into a new snapshot: a connection that was added, a credential that came or went, a model server that was found.</summary>
    public void Rebuild()
    {
        lock (_lock)
        {
            Volatile.Write(ref _current, Build(_current.Config, _current.Version + 1));
            LogTaken(_current.Version, _current.Connections.Count);
        }
    }

    /// <summary>Folds changed overrides into a new snapshot that is otherwise the same.</summary>
    public void Override()
    {
        lock (_lock)
        {
            Volatile.Write(ref _current, _current with { Version = _current.Version + 1, Overrides = _sources.Overrides() });
            LogOverridden(_current.Version, _current.Overrides.All.Count);
        }
    }

    /// <summary>All sources are asked for anew each time: no reload can lose what one of them holds.</summary>
    private RoutingSnapshot Build(WeirConfig config, long version) => _builder.Build(config, version, _sources.Saved(), _sources.Local(), _sources.Chains()) with { Overrides = _sources.Overrides() };

    private void LogProblems(ConfigLoad load)
    {
        foreach (var problem in load.Problems)
        {
            LogProblem(problem.Severity == ConfigSeverity.Error ? LogLevel.Error : LogLevel.Warning, problem);
        }
    }

    [LoggerMessage(EventId = 2000, Message = "{Problem}")]
    private partial void LogProblem(LogLevel level, ConfigProblem problem);

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "The changed configuration was refused; the running one goes on")]
    private partial void LogRefused();

    [LoggerMessage(EventId = 2002, Level = LogLevel.Information, Message = "Configuration taken: snapshot {Version}, {Connections} connections")]
    private partial void LogTaken(long version, int connections);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Information, Message = "Overrides taken: snapshot {Version}, {Overrides} overrides")]
    private partial void LogOverridden(long version, int overrides);
}
