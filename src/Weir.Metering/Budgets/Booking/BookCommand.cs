using System.Data.Common;

namespace Weir.Metering.Budgets.Booking;

/// <summary>One statement, prepared once and run many times. Parameters go by their place.</summary>
internal sealed class BookCommand : IDisposable
{
    private readonly DbCommand _command;
    private readonly DbParameter[] _parameters;

    public BookCommand(DbConnection connection, string sql, params ReadOnlySpan<string> names)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        _parameters = new DbParameter[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = names[i];
            _command.Parameters.Add(parameter);
            _parameters[i] = parameter;
        }
    }

    public DbTransaction? Transaction
    {
        set => _command.Transaction = value;
    }

    // A transaction that is over has no connection any more, and a statement that still has it would be refused.
    private DbCommand Current
    {
        get
        {
            if (_command.Transaction is { Connection: null })
            {
                _command.Transaction = null;
            }

            return _command;
        }
    }

    public BookCommand With(params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _parameters[i].Value = values[i];
        }

        return this;
    }

    /// <summary>Runs it and tells how many rows it changed.</summary>
    public int Run() => Current.ExecuteNonQuery();

    public DbDataReader Read() => Current.ExecuteReader();

    public void Dispose() => _command.Dispose();
}
