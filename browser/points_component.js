// The small component that tells the page's points to its map.
export default function ({ data }) {
  tellPoints(data);
}
