namespace Weir.Metering.Analytics.Rollups;

/// <summary>The statements that keep the sums.</summary>
internal static class RollupSql
{
    public const string InsertGroup =
        """
        INSERT INTO usage_groups (dimension, name, provider, connection, model, key_id, "user", team, operation)
        VALUES (@dimension, @name, @provider, @connection, @model, @key_id, @user, @team, @operation) ON CONFLICT (dimension, name) DO NOTHING
        """;

    public const string FindGroup = "SELECT id FROM usage_groups WHERE dimension = @dimension AND name = @name";

    public const string Histograms = "SELECT first_byte, duration FROM usage_sums WHERE group_id = @group_id AND level = @level AND start = @start";

    public const string HistogramsOfRun = "SELECT first_byte, duration FROM usage_runs WHERE run_id = @run_id";

    public const string DropEmpty = "DELETE FROM usage_sums WHERE group_id = @group_id AND level = @level AND start = @start AND requests = 0";

    public const string DropEmptyRun = "DELETE FROM usage_runs WHERE run_id = @run_id AND requests = 0";

    /// <summary>A run that lost requests may have begun later, or ended before.</summary>
    public const string TimesOfRun =
        """
        UPDATE usage_runs SET started_at = (SELECT min(time) FROM requests WHERE requests.run_id = usage_runs.run_id),
                              ended_at = (SELECT max(time) FROM requests WHERE requests.run_id = usage_runs.run_id)
        WHERE run_id = @run_id AND requests > 0
        """;

    public const string Progress = "SELECT pending_before FROM usage_progress";

    public const string MoveProgress = "UPDATE usage_progress SET pending_before = @before";

    public static readonly string Add =
        $"""
        INSERT INTO usage_sums (group_id, level, start, {MeasureColumns.Join(static name => name)}, first_byte, duration)
        VALUES (@group_id, @level, @start, {MeasureColumns.Join(static name => "@" + name)}, @first_byte, @duration)
        ON CONFLICT (group_id, level, start) DO UPDATE SET
            {MeasureColumns.Join(static name => $"{name} = usage_sums.{name} + excluded.{name}")}, first_byte = excluded.first_byte, duration = excluded.duration
        """;

    public static readonly string AddRun =
        $"""
        INSERT INTO usage_runs (run_id, started_at, ended_at, {MeasureColumns.Join(static name => name)}, first_byte, duration)
        VALUES (@run_id, @started_at, @ended_at, {MeasureColumns.Join(static name => "@" + name)}, @first_byte, @duration)
        ON CONFLICT (run_id) DO UPDATE SET
            started_at = CASE WHEN excluded.started_at < usage_runs.started_at THEN excluded.started_at ELSE usage_runs.started_at END,
            ended_at = CASE WHEN excluded.ended_at > usage_runs.ended_at THEN excluded.ended_at ELSE usage_runs.ended_at END,
            {MeasureColumns.Join(static name => $"{name} = usage_runs.{name} + excluded.{name}")}, first_byte = excluded.first_byte, duration = excluded.duration
        """;
}
