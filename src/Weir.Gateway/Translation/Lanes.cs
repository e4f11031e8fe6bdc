using Weir.Dialects;
using Weir.Gateway.Pipeline;
using Weir.Routing.Wires;

namespace Weir.Gateway.Translation;

/// <summary>Which of the two lanes a request takes: its own bytes, or written anew in another dialect.</summary>
internal static class Lanes
{
    /// <summary>True when the target speaks another dialect than the client.</summary>
    public static bool Translates(Operation operation, Wire wire) =>
        operation.Kind is OperationKind.Conversation or OperationKind.CountTokens && !string.Equals(operation.Dialect, wire.Dialect, StringComparison.Ordinal);

    /// <summary>What provider rules are told of an operation.</summary>
    public static CallPurpose PurposeOf(Operation operation) => operation.Kind switch
    {
        OperationKind.Conversation => CallPurpose.Answer,
        OperationKind.CountTokens => CallPurpose.CountTokens,
        _ => CallPurpose.Other,
    };

    /// <summary>The dialect of a wire, which routing has checked to be there.</summary>
    public static IDialect DialectOf(Wire wire) => DialectTable.Find(wire.Dialect) ?? throw new InvalidOperationException($"No dialect {wire.Dialect}.");

    /// <summary>The dialect that a client of an operation speaks.</summary>
    public static IDialect DialectOf(Operation operation) => DialectTable.Find(operation.Dialect) ?? throw new InvalidOperationException($"No dialect {operation.Dialect}.");
}
