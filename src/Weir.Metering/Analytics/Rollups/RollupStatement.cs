using System.Data.Common;

namespace Weir.Metering.Analytics.Rollups;

/// <summary>A statement that is prepared once and run many times, with parameters by their place.</summary>
internal sealed class RollupStatement : IDisposable
{
    private readonly DbCommand _command;

    public RollupStatement(DbConnection connection, string sql, IReadOnlyList<string> parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        foreach (var name in parameters)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = "@" + name;
            _command.Parameters.Add(parameter);
        }
    }

    public RollupStatement In(DbTransaction transaction)
    {
        _command.Transaction = transaction;
        return this;
    }

    public void Set(int parameter, object? value) => _command.Parameters[parameter].Value = value ?? DBNull.Value;

    public void Run() => _command.ExecuteNonQuery();

    public object? Scalar() => _command.ExecuteScalar();

    public DbDataReader Read() => _command.ExecuteReader();

    public void Dispose() => _command.Dispose();
}
