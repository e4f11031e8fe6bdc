using Microsoft.Extensions.Logging;
using Weir.Routing.Configuration;
using Weir.Routing.Local;
using Weir.Routing.Saved;

namespace Weir.Routing.Snapshots;

/// <summary>Holds the snapshot that runs and swaps it for one made of a changed file; a bad file is refused as a whole.</summary>
public sealed partial class SnapshotHolder : ISnapshotSource
{
    private readonly Lock _lock = new();
    private readonly SnapshotBuilder _builder;
    private readonly Func<ConfigLoad> _read;
    private readonly Func<IReadOnlyList<SavedConnection>> _saved;
    private readonly Func<IReadOnlyList<LocalServer>> _local;
    private readonly TimeProvider _time;
    private readonly ILogger<SnapshotHolder> _logger;
    private RoutingSnapshot _current;
    private ConfigStatus _status;

    /// <summary>Reads the configuration for the first time.</summary>
    /// <exception cref="ConfigException">It has errors.</exception>
    public SnapshotHolder(SnapshotBuilder builder, Func<ConfigLoad> read, Func<IReadOnlyList<SavedConnection>> saved, TimeProvider time, ILogger<SnapshotHolder> logger, Func<IReadOnlyList<LocalServer>>? local = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(time);
        (_builder, _read, _saved, _time, _logger) = (builder, read, saved, time, logger);
        _local = local ?? (static () => []);
        var load = read();
        _current = builder.Build(load.Config ?? throw new ConfigException(load.Problems), 1, saved(), _local());
        _status = new ConfigStatus(time.GetUtcNow(), time.GetUtcNow(), load.Problems);
        LogProblems(load);
    }

    public RoutingSnapshot Current => Volatile.Read(ref _current);

    public ConfigStatus Status => Volatile.Read(ref _status);

    /// <summary>Reads the configuration again. Returns whether it was taken; <see cref="Status"/> says why not.</summary>
    public bool Reload()
    {
        lock (_lock)
        {
            var load = _read();
            LogProblems(load);
            var now = _time.GetUtcNow();
            if (load.Config is null)
            {
                Volatile.Write(ref _status, _status with { CheckedAt = now, Problems = load.Problems });
                LogRefused();
                return false;
            }

            Volatile.Write(ref _current, _builder.Build(load.Config, _current.Version + 1, _saved(), _local()));
            Volatile.Write(ref _status, new ConfigStatus(now, now, load.Problems));
            LogTaken(_current.Version, _current.Connections.Count);
            return true;
        }
    }

    /// <summary>Folds what changed beside weir.yaml into a new snapshot: a connection that was added, a credential that came or went, a model server that was found.</summary>
    public void Rebuild()
    {
        lock (_lock)
        {
            Volatile.Write(ref _current, _builder.Build(_current.Config, _current.Version + 1, _saved(), _local()));
            LogTaken(_current.Version, _current.Connections.Count);
        }
    }

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
}
