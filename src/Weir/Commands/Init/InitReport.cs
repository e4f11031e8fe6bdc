using Weir.Gateway.Found;

namespace Weir.Commands.Init;

/// <summary>What <c>weir init</c> did.</summary>
/// <param name="File">Where the file is, or would be.</param>
/// <param name="Written">False for a dry run.</param>
/// <param name="Found">What it was made from.</param>
/// <param name="Text">The file's text.</param>
internal sealed record InitReport(string File, bool Written, IReadOnlyList<Discovery> Found, string Text);
