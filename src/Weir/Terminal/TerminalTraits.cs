namespace Weir.Terminal;

/// <summary>What a terminal can do.</summary>
/// <param name="IsInteractive">A person can answer.</param>
/// <param name="HasColours">Colours may be used.</param>
/// <param name="Width">Columns; null when the output goes to a file or a pipe.</param>
internal sealed record TerminalTraits(bool IsInteractive, bool HasColours, int? Width);
