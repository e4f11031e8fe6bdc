using Weir.Dialects;
using Weir.Gateway.Pipeline;
using Weir.Routing.Wires;

namespace Weir.Gateway.Translation;

/// <summary>Which of the two lanes a request takes: its own bytes, or written anew in another dialect.</summary>
internal static class Lanes
{
    /// <summary>True when the request is written anew: the target speaks another dialect than the client, or something in the request needs it.</summary>
    public static bool Translates(RequestContext context, Wire wire) =>
        context.Operation.Kind is OperationKind.Conversation or OperationKind.CountTokens &&
        (context.MustTranslate || (wire.AlwaysStreams && !context.Stream) || !string.Equals(context.Operation.Dialect, wire.Dialect, StringComparison.Ordinal));

    /// <summary>The wire that serves an operation at a target; null when none of its wires can.</summary>
    public static Wire? WireFor(Operation operation, WireAnswer answer)
    {
        if (answer.Wires.Count == 0)
        {
            return null;
        }

        var wire = answer.For(operation.Dialect);
        return operation.Kind != OperationKind.CountTokens || wire.Dialect == operation.Dialect ? wire : answer.Wires.FirstOrDefault(static other => DialectOf(other) is ICountsTokens) ?? wire;
    }

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
